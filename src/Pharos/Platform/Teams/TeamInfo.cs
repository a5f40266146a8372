using Pharos.Http;

namespace Pharos.Platform.Teams;

/// <summary>Returns one team: <c>POST /team/info</c></summary>
internal static class TeamInfo
{
    public static readonly Operation<TeamRequest, TeamItem> Info = new("/team/info", "Get team detail", Handle)
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<TeamItem> Handle(TeamRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        return (await TeamReader.Items(db, caller, [await TeamReader.Find(db, caller, request, cancel)], cancel))[0];
    }
}
