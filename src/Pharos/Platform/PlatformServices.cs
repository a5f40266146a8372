using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Invitations;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Sessions;
using Pharos.Platform.Setup.Console;
using Pharos.Platform.SignIn.Console;
using Pharos.Web;
using Pharos.Web.Layout;

namespace Pharos.Platform;

/// <summary>Services for accounts, members, keys and sessions.</summary>
internal static class PlatformServices
{
    public static void AddPlatform(this IServiceCollection services)
    {
        services.AddSingleton<AccountPlans>().AddSingleton<ApiKeyAuthenticator>().AddSingleton<InvitationSender>();
        services.AddSingleton<AuthenticateApiKey>(s => s.GetRequiredService<ApiKeyAuthenticator>().Find);
        services.AddHostedService<LastUsedWriter>();
        services.AddSingleton<SessionUses>().AddSingleton<SecondFactorSecrets>();
        services.AddSingleton<FirstRun>().AddSingleton<SetupThrottle>().AddSingleton<SignInThrottle>();
        services.AddSingleton(s => new ConsoleAccess(SessionCookie.Name, SessionCookie.Find, s.GetRequiredService<FirstRun>().IsDue));
        services.AddSingleton<NavigationSource>(Navigation);
    }

    private static Task<IReadOnlyList<NavigationItem>> Navigation(ConsoleRequest request, Database.PharosDb db)
    {
        (NavigationGroup Group, string Address, string Text, Permissions Needs)[] all =
        [
            (NavigationGroup.Account, "/console/members", "MembersTitle", Permissions.None),
            (NavigationGroup.Account, "/console/roles", "RolesTitle", Permissions.None),
            (NavigationGroup.Account, "/console/teams", "TeamsTitle", Permissions.None),
            (NavigationGroup.Account, "/console/audit", "AuditTitle", Permissions.AuditRead),
            (NavigationGroup.Account, "/console/account/organisation", "OrganisationTitle", Permissions.MembersManage),
            (NavigationGroup.You, "/console/account/profile", "ProfileTitle", Permissions.None),
            (NavigationGroup.You, "/console/account/security", "SecurityTitle", Permissions.None),
            (NavigationGroup.You, "/console/account/app-keys", "KeysNavigation", Permissions.None),
            (NavigationGroup.You, "/console/account/im-hooks", "HooksNavigation", Permissions.None),
        ];
        return Task.FromResult<IReadOnlyList<NavigationItem>>(
            [.. all.Where(l => request.May(l.Needs)).Select(l => new NavigationItem(l.Group, l.Address, request.Texts[l.Text]))]);
    }
}
