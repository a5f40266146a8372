using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Teams;

/// <summary>Deletes a team; its members stay in the account: <c>POST /team/delete</c></summary>
internal static class DeleteTeam
{
    public static readonly Operation<TeamRequest, EmptyResponse> Info = new("/team/delete", "Delete a team", Handle)
    {
        Permission = Permissions.TeamsManage,
        Audit = new(OperationTexts.TeamWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(TeamRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var team = await TeamReader.Find(db, caller, request, cancel);
        db.Teams.Remove(team);
        write.SetAuditTarget(team.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
