using Pharos.Database;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Ends the member's own sessions: <c>POST /console/account/security/sessions/{session_id}/end</c> and
/// <c>…/end-others</c>
/// </summary>
internal static class EndSession
{
    public static readonly FormNotice Ended = new("ended", SecurityTexts.SessionEnded);
    public static readonly FormNotice OthersEnded = new("ended-others", SecurityTexts.SessionsEnded);

    public static async Task<IResult> One(ConsoleRequest request, PharosDb db)
    {
        await EndSessions.One.Run(
            new EndSessionRequest((string?)request.Http.Request.RouteValues["sessionId"]),
            request.Operation(db)
        );
        return request.See(ShowSecurity.Path, Ended);
    }

    public static async Task<IResult> Others(ConsoleRequest request, PharosDb db)
    {
        await EndSessions.Others.Run(new EndSessionRequest(request.Session!.Id), request.Operation(db));
        return request.See(ShowSecurity.Path, OthersEnded);
    }
}
