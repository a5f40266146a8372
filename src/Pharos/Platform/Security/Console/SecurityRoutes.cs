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
        // As often as they are sent: each needs the password or a code, or does nothing the second time; and what
        // checks passwords holds no transaction open.
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
