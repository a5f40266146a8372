using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Digests of the data of change and month views. A view that shows more data must add it here, or its exported file
/// stays outdated.
/// </summary>
internal sealed class Digests(PageSnapshot page, PageAddress address, ExportSettings settings)
{
    /// <summary>
    /// Another build may render differently. Every build has its own ID, even if only a text differs.
    /// </summary>
    private static readonly string Program = typeof(Digests).Assembly.ManifestModule.ModuleVersionId.ToString();

    /// <summary>Data shared by all changes: the page's settings and the names of its components.</summary>
    private readonly string common = Hash(
        JsonSerializer.Serialize(
            new
            {
                Program,
                page.Page,
                Zone = page.Zone.Id,
                address.Root,
                address.Index,
                Main = settings.Main.Tag,
                Components = page
                    .Components.Values.OrderBy(c => c.ComponentId, StringComparer.Ordinal)
                    .Select(c => new { c.ComponentId, c.Name }),
            }
        )
    );

    /// <summary>The digest of a change's view, which shows the duration of an open change in minutes.</summary>
    public string ForChange(Language language, IndexedChange e, IEnumerable<IndexedChange> linked) =>
        Hash(
            common,
            language.Tag,
            e.Edition,
            e.Status.IsTerminal() ? "" : $"{page.Now / 60}",
            string.Join(' ', linked.Select(l => l.Edition))
        );

    public string ForChangeFeed(IndexedChange e) => Hash(common, "feed", e.Edition);

    public string ForMonth(
        Language language,
        DateOnly month,
        IReadOnlyList<IndexedChange> changes,
        HistoryNeighbours neighbours
    )
    {
        var present = SiteViews.MonthOf(page.Now, page.Zone);
        var minute = changes.All(e => e.Status.IsTerminal()) ? "" : $"{page.Now / 60}";
        return Hash(
            common,
            language.Tag,
            $"{month:O} {neighbours} {present:O} {minute}",
            string.Join(' ', changes.Select(e => e.Edition))
        );
    }

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
