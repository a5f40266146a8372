using Pharos.Console.Sessions;
using Pharos.Storage;

namespace Pharos.Console.SignIn;

/// <summary>Ends the session: <c>POST /console/sign-out</c>. For anyone: who is signed out already may press it again.</summary>
internal static class SignOutMember
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        await SessionCookie.End(request, db);
        return request.See("/console/sign-in");
    }
}
