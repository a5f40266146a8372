using Pharos.Web;

namespace Pharos.Platform.Security.Console;

/// <summary><c>/console/account/security</c></summary>
internal static class SecurityRoutes
{
    public static void MapSecurity(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/account/security",
            ShowSecurity.Handle,
            SetPassword.Done,
            EndSession.Ended,
            EndSession.OthersEnded,
            DisableOwnSecondFactor.Done
        );
        // Repeatable, because each form needs the password or a code, or has no effect the second time. Checking a
        // password must not hold a transaction open.
        console.MapRepeatableForm("/account/security/password", SetPassword.Handle);
        console.MapRepeatableForm("/account/security/sessions/{sessionId}/end", EndSession.One);
        console.MapRepeatableForm("/account/security/sessions/end-others", EndSession.Others);
        console.MapRepeatableForm("/account/security/second-factor", SetUpSecondFactor.Start);
        console.MapPage("/account/security/second-factor", SetUpSecondFactor.Show);
        console.MapRepeatableForm("/account/security/second-factor/confirm", SetUpSecondFactor.Confirm);
        console.MapPage("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Show);
        console.MapRepeatableForm("/account/security/second-factor/recovery-codes", NewRecoveryCodes.Handle);
        console.MapPage("/account/security/second-factor/off", DisableOwnSecondFactor.Show);
        console.MapRepeatableForm("/account/security/second-factor/off", DisableOwnSecondFactor.Handle);
    }
}
