using System.Net;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings.Domain;

/// <summary>
/// The page's custom domain, the DNS record it needs, and whether it is verified:
/// <c>/console/pages/{page_id}/settings/domain</c>
/// </summary>
internal static class DomainForm
{
    public static readonly ConsoleForm<SettingsContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = SettingsContext.Lock,
        Find = SettingsContext.Find,
        Fields = [new("custom_domain", PageSettingsTexts.DomainLabel, s => s.Row.CustomDomain ?? "")],
        Page = async (request, db, settings, form) =>
            request.Page<DomainPage>(
                form.Status,
                (nameof(DomainPage.Page), settings.Page),
                (nameof(DomainPage.Form), form),
                (
                    nameof(DomainPage.Domain),
                    settings.Row.CustomDomain is { } domain
                        ? DomainState.From(
                            domain,
                            settings.Row,
                            await DomainVerification.NeedsProof(db, request.Cancel),
                            request.Http.RequestServices
                        )
                        : null
                )
            ),
        Submit = (settings, form, op) =>
            settings.Save(
                new UpdatePageRequest { CustomDomain = HostOf(form["custom_domain"]) },
                "/settings/domain",
                op
            ),
        Notice = new("saved", PageSettingsTexts.DomainSaved),
    };

    /// <summary>The host name of an address that was copied from a browser; other text as it is.</summary>
    private static string HostOf(string typed) =>
        Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var address)
        && address is { Scheme: "https" or "http", IsDefaultPort: true, PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? address.Host
            : typed;
}

/// <summary>The verification state of a page's domain.</summary>
/// <param name="Target">The server's public host name or address; null if none is configured.</param>
/// <param name="VerifiedAt">Unix seconds; null until verified.</param>
/// <param name="IsOwn">Whether it is the server's own host name, which also serves the console.</param>
/// <param name="Proof">The text of the TXT record that is needed; null if none is.</param>
public sealed record DomainState(
    string Domain,
    string? Target,
    long? VerifiedAt,
    bool IsOwn,
    DomainLookup? Seen,
    string? Proof
)
{
    /// <summary>The type of the DNS record.</summary>
    public string RecordType =>
        !IPAddress.TryParse(Target?.Trim('[', ']'), out var address) ? "CNAME"
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "AAAA"
        : "A";

    internal static DomainState From(string domain, PageRow row, bool needsProof, IServiceProvider services)
    {
        var seen = services.GetRequiredService<DomainVerification>().LastLookup(row.PageId);
        var target = services.GetRequiredService<PublicSiteSettings>().PublicUrl is { } url
            ? new Uri(url).IdnHost.Trim('[', ']')
            : null;
        return new DomainState(
            domain,
            target,
            row.DomainVerifiedAt,
            services.GetRequiredService<Hosts>().IsOwn(domain),
            seen?.Domain == domain ? seen : null,
            needsProof ? DomainRecords.ProofOf(row.PageId) : null
        );
    }
}
