using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Database;

namespace Pharos.Web;

/// <summary>What screens and forms need.</summary>
internal static class ConsoleServices
{
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
        services.AddDataProtection().SetApplicationName("pharos").PersistKeysToDbContext<PharosDb>();
        // It warns that the keys lie open in the database. So does all they could protect.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }
}
