using System.Text.Encodings.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Database;

namespace Pharos.Web;

/// <summary>Registers the services that screens and forms need.</summary>
internal static class ConsoleServices
{
    public static void AddPharosConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // A page has up to a thousand components, and some forms have two fields for each.
        services.Configure<FormOptions>(forms => forms.ValueCountLimit = 8192);
        services.AddSingleton<HtmlEncoder, PrintableHtmlEncoder>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "__Host-pharos-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.Path = "/";
            forms.FormFieldName = "form_token";
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("pharos").PersistKeysToDbContext<PharosDb>();
        // Data protection would load EF and read its keys before the server listens. Its first use reads them instead.
        foreach (var reader in services.Where(IsDataProtectionAtStart).ToList())
            services.Remove(reader);
        // Silences the warning that the keys are stored unencrypted: they are in the database with the data they
        // protect.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    private static bool IsDataProtectionAtStart(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Namespace == "Microsoft.AspNetCore.DataProtection.Internal";
}
