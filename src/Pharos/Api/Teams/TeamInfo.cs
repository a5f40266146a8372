using Pharos.Api.Callers;
using Pharos.Storage;

namespace Pharos.Api.Teams;

/// <summary>Gets one team: <c>POST /team/info</c></summary>
internal static class TeamInfo
{
    public static async Task<TeamItem> Handle(TeamRequest request, StatusDb db, Caller caller, CancellationToken cancel)
    {
        caller.DemandAccount();
        return (await TeamReader.Items(db, caller, [await TeamReader.Find(db, caller, request, cancel)], cancel))[0];
    }
}
