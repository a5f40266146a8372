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
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Security.Console;
using Pharos.Platform.Sessions;
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

/// <summary><c>/console</c>: the pages that members work in.</summary>
internal static class ConsoleApi
{
    public const string Path = "/console";

    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        app.MapAssets();
        var console = app.MapGroup(Path);
        console.MapPage("/", ShowHome.Handle);
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

    public static void AddPharosConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // A page has up to a thousand components, and some forms two fields for each.
        services.Configure<FormOptions>(forms => forms.ValueCountLimit = 8192);
        // Chinese as it is, not as numbers.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "__Host-pharos-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.Path = "/";
            forms.FormFieldName = "form_token";
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("pharos");
        services.AddSingleton<IXmlRepository, ProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((keys, repository) => keys.XmlRepository = repository);
        // It warns that the keys lie open in the database. So does all they could protect.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddSingleton<SessionUses>().AddSingleton<SecondFactorSecrets>();
        services.AddSingleton<FirstRun>().AddSingleton<SetupThrottle>().AddSingleton<SignInThrottle>();
    }
}
