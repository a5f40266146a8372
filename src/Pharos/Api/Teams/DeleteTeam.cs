using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Teams;

/// <summary>Deletes a team; its members stay in the account: <c>POST /team/delete</c></summary>
internal static class DeleteTeam
{
    public static async Task<Nothing> Handle(TeamRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.TeamsManage);
        request.Check();

        await using var write = await writes.Begin(db, caller, AuditedOperations.TeamDelete, request, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var team = await TeamReader.Find(db, caller, request, cancel);
        db.Teams.Remove(team);
        write.About(team.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}
