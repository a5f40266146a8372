using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>A page's visible sections and components. A hidden section hides its components.</summary>
/// <param name="Groups">In display order; components without a section come first.</param>
/// <param name="Shown">The visible components, by ID.</param>
/// <param name="Nameable">The visible components and the deleted ones, which changes still name.</param>
internal sealed record VisibleItems(
    IReadOnlyList<(SectionRow? Row, List<ComponentRow> Components)> Groups,
    IReadOnlyDictionary<string, ComponentRow> Shown,
    IReadOnlyDictionary<string, ComponentRow> Nameable
)
{
    public static async Task<VisibleItems> Read(PharosDb db, long pageId, CancellationToken cancel)
    {
        var sections = await db.Sections.AsNoTracking().Where(s => s.PageId == pageId).ToListAsync(cancel);
        var components = await db
            .Components.AsNoTracking()
            .Where(c => c.PageId == pageId && !c.HideAll)
            .ToListAsync(cancel);
        var hidden = sections.Where(s => s.HideAll).Select(s => s.SectionId).ToHashSet(StringComparer.Ordinal);
        var nameable = components
            .Where(c => c.SectionId is null || !hidden.Contains(c.SectionId))
            .ToDictionary(c => c.ComponentId, StringComparer.Ordinal);
        var shown = nameable
            .Values.Where(c => c.DeletedAt is null)
            .ToDictionary(c => c.ComponentId, StringComparer.Ordinal);
        var bySection = shown
            .Values.OrderBy(c => c.OrderId)
            .ThenBy(c => c.ComponentId, StringComparer.Ordinal)
            .ToLookup(c => c.SectionId);
        List<(SectionRow?, List<ComponentRow>)> groups = [(null, [.. bySection[null]])];
        groups.AddRange(
            sections
                .Where(s => !s.HideAll)
                .OrderBy(s => s.OrderId)
                .ThenBy(s => s.SectionId, StringComparer.Ordinal)
                .Select(s => ((SectionRow?)s, bySection[s.SectionId].ToList()))
        );
        return new VisibleItems(groups, shown, nameable);
    }
}
