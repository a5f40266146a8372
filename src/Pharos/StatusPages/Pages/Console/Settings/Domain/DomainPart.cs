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
internal sealed class DomainPart : SettingsPart
{
    protected override string Address => "/settings/domain";

    protected override string[] Fields => ["custom_domain"];

    protected override Form FormOf(PageRow row) => new() { ["custom_domain"] = row.CustomDomain ?? "" };

    protected override Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row) =>
        Task.FromResult(new UpdatePageRequest { CustomDomain = form["custom_domain"] });

    protected override bool Takes(Form form, ApiException error, ConsoleLocalizer texts) =>
        form.Takes(error, texts, ("custom_domain", "custom_domain", PageSettingsTexts.DomainLabel));

    protected override IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status) =>
        request.Page<DomainPage>(
            status,
            (nameof(DomainPage.Page), page),
            (nameof(DomainPage.Form), form),
            (nameof(DomainPage.SeenNow), SeenOf(row)),
            (
                nameof(DomainPage.Domain),
                row.CustomDomain is { } domain ? DomainState.From(domain, row, request.Http.RequestServices) : null
            )
        );
}

/// <summary>The verification state of a page's domain.</summary>
/// <param name="Target">The server's public host name or address; null if none is configured.</param>
/// <param name="VerifiedAt">Unix seconds; null until verified.</param>
/// <param name="IsOwn">Whether it is the server's own host name, which also serves the console.</param>
public sealed record DomainState(string Domain, string? Target, long? VerifiedAt, bool IsOwn, DomainLookup? Seen)
{
    /// <summary>The type of the DNS record.</summary>
    public string RecordType =>
        !IPAddress.TryParse(Target?.Trim('[', ']'), out var address) ? "CNAME"
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "AAAA"
        : "A";

    internal static DomainState From(string domain, PageRow row, IServiceProvider services)
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
            seen?.Domain == domain ? seen : null
        );
    }
}
