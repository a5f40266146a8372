using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Platform.Accounts.Console;
using Pharos.Platform.ApiKeys.Console;
using Pharos.Platform.Audit.Console;
using Pharos.Platform.Invitations.Console;
using Pharos.Platform.Members.Console;
using Pharos.Platform.Profile.Console;
using Pharos.Platform.Roles.Console;
using Pharos.Platform.Security.Console;
using Pharos.Platform.Setup.Console;
using Pharos.Platform.SignIn.Console;
using Pharos.Platform.Teams.Console;
using Pharos.StatusPages.Changes.Console;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.DeliveryProblems.Console;
using Pharos.StatusPages.Following.Console;
using Pharos.StatusPages.Home.Console;
using Pharos.StatusPages.Pages.Console.Settings;
using Pharos.StatusPages.Subscribers.Console;
using Pharos.StatusPages.Templates.Console;
using Pharos.Web;
using Pharos.Web.Design;

namespace Pharos.Host;

/// <summary>Maps the routes of the console at <c>/console</c>.</summary>
internal static class ConsoleApi
{
    public const string Path = "/console";

    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        app.MapAssets();
        var console = app.MapGroup(Path);
        console.MapPage("/", ShowHome.Handle, RemovePage.Form.Notice);
        console.MapSignIn();
        console.MapAnonymousPage("/setup", SetUp.Show);
        console.MapAnonymousForm("/setup", SetUp.Handle);
        console.MapAnonymousPage("/invitations/{token:maxlength(100)}", Join.Show);
        console.MapAnonymousForm("/invitations/{token:maxlength(100)}", Join.Handle);
        console.MapPublish();
        console.MapEvents();
        console.MapAudit();
        console.MapApiKeys();
        console.MapImHooks();
        console.MapDeliveryProblems();
        console.MapPageSettings();
        console.MapComponents();
        console.MapTemplates();
        console.MapSubscribers();
        console.MapProfile();
        console.MapSecurity();
        console.MapMembers();
        console.MapRoles();
        console.MapTeams();
        console.MapOrganisation();
    }
}
