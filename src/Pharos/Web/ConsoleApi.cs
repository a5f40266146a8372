using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Api.Members.SecondFactor;
using Pharos.Console.AppKeys;
using Pharos.Console.Audit;
using Pharos.Console.Components;
using Pharos.Console.DeliveryProblems;
using Pharos.Console.Events;
using Pharos.Console.Home;
using Pharos.Console.ImHooks;
using Pharos.Console.Invitations;
using Pharos.Console.Members;
using Pharos.Console.Organisation;
using Pharos.Console.PageSettings;
using Pharos.Console.Profile;
using Pharos.Console.Publish;
using Pharos.Console.Roles;
using Pharos.Console.Security;
using Pharos.Console.Sessions;
using Pharos.Console.Setup;
using Pharos.Console.SignIn;
using Pharos.Console.Subscribers;
using Pharos.Console.Teams;
using Pharos.Console.Templates;
using Pharos.Look;

namespace Pharos.Console;

/// <summary><c>/console</c>: the pages that members work in.</summary>
internal static class ConsoleApi
{
    public const string Path = "/console";

    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        app.MapAssets();
        var console = app.MapGroup(Path);
        console.Read("/", ShowHome.Handle);
        console.MapSignIn();
        console.ReadOpen("/setup", SetUp.Show);
        console.SubmitOpen("/setup", SetUp.Handle);
        console.ReadOpen("/invitations/{token:maxlength(100)}", Join.Show);
        console.SubmitOpen("/invitations/{token:maxlength(100)}", Join.Handle);
        console.MapPublish();
        console.MapEvents();
        console.MapAudit();
        console.MapAppKeys();
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
