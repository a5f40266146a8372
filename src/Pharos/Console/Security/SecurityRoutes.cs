namespace Pharos.Console.Security;

/// <summary><c>/console/account/security</c></summary>
internal static class SecurityRoutes
{
    public static void MapSecurity(this IEndpointRouteBuilder console)
    {
        console.Read("/account/security", ShowSecurity.Handle);
        // As often as they are sent: each needs the password or a code, or does nothing the second time; and what checks passwords holds no transaction open.
        console.SubmitEach("/account/security/password", SetPassword.Handle);
        console.SubmitEach("/account/security/sessions/{sessionId}/end", EndSession.One);
        console.SubmitEach("/account/security/sessions/end-others", EndSession.Others);
        console.SubmitEach("/account/security/second-factor", SetUpSecondFactor.Start);
        console.Read("/account/security/second-factor", SetUpSecondFactor.Show);
        console.SubmitEach("/account/security/second-factor/confirm", SetUpSecondFactor.Confirm);
        console.Read("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Show);
        console.SubmitEach("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Handle);
        console.Read("/account/security/second-factor/off", SwitchOffOwn.Show);
        console.SubmitEach("/account/security/second-factor/off", SwitchOffOwn.Handle);
    }
}
