using Pharos.Http;
using Pharos.Platform.Accounts;
using Pharos.Platform.Accounts.Console;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.ApiKeys.Console;
using Pharos.Platform.Audit;
using Pharos.Platform.Audit.Console;
using Pharos.Platform.Invitations.Console;
using Pharos.Platform.Members;
using Pharos.Platform.Members.Console;
using Pharos.Platform.Persons;
using Pharos.Platform.Profile.Console;
using Pharos.Platform.Roles;
using Pharos.Platform.Roles.Console;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Security;
using Pharos.Platform.Security.Console;
using Pharos.Platform.Sessions;
using Pharos.Platform.Setup.Console;
using Pharos.Platform.SignIn.Console;
using Pharos.Platform.Teams;
using Pharos.Platform.Teams.Console;

namespace Pharos.Platform;

/// <summary>Accounts, members, roles, teams, keys, sessions and the audit log.</summary>
internal static class PlatformModule
{
    public static Module Module { get; } =
        new()
        {
            // Audited operations are listed in this order.
            Operations =
            [
                .. AccountsApi.Operations,
                .. SessionsApi.Operations,
                .. SecondFactorApi.Operations,
                .. SecurityEvents.Operations,
                .. ApiKeysApi.Operations,
                .. MembersApi.Operations,
                .. PersonsApi.Operations,
                .. RolesApi.Operations,
                .. TeamsApi.Operations,
                .. AuditApi.Operations,
            ],
            Services = services => services.AddPlatform(),
            Console = console =>
            {
                console.MapSignIn();
                console.MapSetup();
                console.MapInvitations();
                console.MapAudit();
                console.MapApiKeys();
                console.MapProfile();
                console.MapSecurity();
                console.MapMembers();
                console.MapRoles();
                console.MapTeams();
                console.MapOrganization();
            },
        };
}
