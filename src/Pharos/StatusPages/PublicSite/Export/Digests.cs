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
/// Digests of what the views of events and of months are made from. A view that comes to show more than this must be
/// counted in here, or its file goes on showing what was.
/// </summary>
internal sealed class Digests(PageSnapshot page, PageAddress address, ExportSettings settings)
{
    /// <summary>Another build may render other files. It has another ID, also when only a text differs.</summary>
    private static readonly string Program = typeof(Digests).Assembly.ManifestModule.ModuleVersionId.ToString();

    /// <summary>What surrounds every event: the page's settings and the names of its components.</summary>
    private readonly string common = Hash(
        JsonSerializer.Serialize(
            new
            {
                Program,
                page.Page,
                Zone = page.Zone.Id,
                IsDense = Site.IsCrowded(page),
                address.Root,
                address.Index,
                Main = settings.Main.Tag,
                Components = page
                    .Components.Values.OrderBy(c => c.ComponentId, StringComparer.Ordinal)
                    .Select(c => new { c.ComponentId, c.Name }),
            }
        )
    );

    /// <summary>Of an event's view: how long it has gone on is told in minutes.</summary>
    public string OfEvent(Language language, IndexedChange e, IEnumerable<IndexedChange> linked) =>
        Hash(
            common,
            language.Tag,
            e.Edition,
            e.Status.IsTerminal() ? "" : $"{page.Now / 60}",
            string.Join(' ', linked.Select(l => l.Edition))
        );

    public string OfEventFeed(IndexedChange e) => Hash(common, "feed", e.Edition);

    public string OfMonth(
        Language language,
        DateOnly month,
        IReadOnlyList<IndexedChange> events,
        HistoryNeighbours neighbours
    ) =>
        Hash(
            common,
            language.Tag,
            $"{month:O} {neighbours} {SiteViews.MonthOf(page.Now, page.Zone):O} {(events.All(e => e.Status.IsTerminal()) ? "" : page.Now / 60)}",
            string.Join(' ', events.Select(e => e.Edition))
        );

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
