namespace Pharos.Console.SignIn;

/// <summary><c>/console/sign-in</c></summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.ReadOpen("/sign-in", SignInMember.Show);
        console.SubmitOpen("/sign-in", SignInMember.Handle);
        console.ReadOpen("/sign-in/code", EnterCode.Show);
        console.SubmitOpen("/sign-in/code", EnterCode.Handle);
        console.SubmitOpen("/sign-out", SignOutMember.Handle);
    }
}
