using Pharos.Web;

namespace Pharos.Platform.SignIn.Console;

/// <summary><c>/console/sign-in</c></summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapAnonymousPage("/sign-in", SignInMember.Show);
        console.MapAnonymousForm("/sign-in", SignInMember.Handle);
        console.MapAnonymousPage("/sign-in/code", EnterCode.Show);
        console.MapAnonymousForm("/sign-in/code", EnterCode.Handle);
        console.MapAnonymousForm("/sign-out", SignOutMember.Handle);
    }
}
