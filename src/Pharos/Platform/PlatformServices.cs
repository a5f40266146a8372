using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Accounts.Console;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Audit;
using Pharos.Platform.Audit.Console;
using Pharos.Platform.Invitations;
using Pharos.Platform.Members.Console;
using Pharos.Platform.Profile.Console;
using Pharos.Platform.Roles.Console;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Security;
using Pharos.Platform.Security.Console;
using Pharos.Platform.Sessions;
using Pharos.Platform.Setup.Console;
using Pharos.Platform.SignIn;
using Pharos.Platform.SignIn.Console;
using Pharos.Platform.Teams.Console;
using Pharos.Platform.Webhooks;
using Pharos.Web;
using Pharos.Web.Layout;

namespace Pharos.Platform;

/// <summary>Registers the services for accounts, members, keys and sessions.</summary>
internal static class PlatformServices
{
    public static void AddPlatform(this IServiceCollection services)
    {
        services.AddSingleton<AccountPlans>().AddSingleton<ApiKeyAuthenticator>().AddSingleton<InvitationSender>();
        services.AddSingleton<AuthenticateApiKey>(s => s.GetRequiredService<ApiKeyAuthenticator>().Find);
        services.AddSingleton<AuditCatalogue>();
        services.AddHostedService<LastUsedWriter>().AddSingleton<Expiry>();
        services.AddHostedService<AuditPruner>();
        services.AddSingleton(WebhookDirectory.CreateSource());
        services
            .AddSingleton<InvitationEmail>()
            .AddSingleton(s => s.GetRequiredService<InvitationEmail>().CreateKind());
        services.AddSingleton<SecurityNotice>().AddSingleton(s => s.GetRequiredService<SecurityNotice>().CreateKind());
        services.AddSingleton<SessionUses>().AddSingleton<SecondFactorSecrets>();
        services.AddSingleton<FirstRun>().AddSingleton<SetupThrottle>().AddSingleton<SignInThrottle>();
        services.AddSingleton(_ => PasswordQueue.Create()).AddSingleton<AccountsPerAddress>();
        services.AddSingleton<SecurityEvents>().AddHostedService(s => s.GetRequiredService<SecurityEvents>());
        services.AddSingleton<NoteRefusedKey>(s => s.GetRequiredService<SecurityEvents>().KeyRefused);
        services.AddSingleton(s => new ConsoleAccess(
            SessionCookie.Name,
            SessionCookie.Find,
            s.GetRequiredService<FirstRun>().IsDue
        ));
        services.AddSingleton<NavigationSource>(Navigation);
    }

    private static Task<IReadOnlyList<NavigationItem>> Navigation(ConsoleRequest request, Database.PharosDb db)
    {
        (NavigationGroup Group, string Address, TextKey Text, Permissions Needs)[] all =
        [
            (NavigationGroup.Account, "/console/members", MembersTexts.MembersTitle, Permissions.None),
            (NavigationGroup.Account, "/console/roles", RolesTexts.RolesTitle, Permissions.None),
            (NavigationGroup.Account, "/console/teams", TeamsTexts.TeamsTitle, Permissions.None),
            (NavigationGroup.Account, "/console/audit", AuditTexts.AuditTitle, Permissions.AuditRead),
            (
                NavigationGroup.Account,
                "/console/account/organization",
                OrganizationTexts.OrganizationTitle,
                Permissions.MembersManage
            ),
            (NavigationGroup.You, "/console/account/profile", ProfileTexts.ProfileTitle, Permissions.None),
            (NavigationGroup.You, "/console/account/security", SecurityTexts.SecurityTitle, Permissions.None),
            (NavigationGroup.You, "/console/account/app-keys", ConsoleTexts.KeysNavigation, Permissions.None),
            (NavigationGroup.You, "/console/account/im-hooks", ConsoleTexts.HooksNavigation, Permissions.None),
        ];
        return Task.FromResult<IReadOnlyList<NavigationItem>>([
            .. all.Where(l => request.May(l.Needs))
                .Select(l => new NavigationItem(l.Group, l.Address, request.Texts[l.Text])),
        ]);
    }
}
