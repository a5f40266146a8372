namespace Pharos.Console.Security;

/// <summary><c>/console/account/security</c></summary>
internal static class SecurityRoutes
{
    public static void MapSecurity(this IEndpointRouteBuilder console)
    {
        console.Read("/account/security", ShowSecurity.Handle);
        console.Submit("/account/security/password", SetPassword.Handle);
        console.Submit("/account/security/sessions/{sessionId}/end", EndSession.One);
        console.Submit("/account/security/sessions/end-others", EndSession.Others);
        console.Submit("/account/security/second-factor", SetUpSecondFactor.Start);
        console.Read("/account/security/second-factor", SetUpSecondFactor.Show);
        console.Submit("/account/security/second-factor/confirm", SetUpSecondFactor.Confirm);
        console.Read("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Show);
        console.Submit("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Handle);
        console.Read("/account/security/second-factor/off", SwitchOffOwn.Show);
        console.Submit("/account/security/second-factor/off", SwitchOffOwn.Handle);
    }
}
