using Pharos.Database;
using Pharos.Platform.Sessions;
using Pharos.Web;

namespace Pharos.Platform.SignIn.Console;

/// <summary>
/// Ends the session: <c>POST /console/sign-out</c>. Needs no session, so pressing the button twice is harmless.
/// </summary>
internal static class SignOutMember
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        await SessionCookie.End(request, db);
        return request.See("/console/sign-in");
    }
}
