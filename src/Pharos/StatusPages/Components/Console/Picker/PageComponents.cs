using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Components.Console.Picker;

/// <summary>
/// A page's components for selection, including hidden ones, in display order. Components without a section come first.
/// </summary>
public sealed record PageComponents(IReadOnlyList<PickSection> Sections)
{
    public IEnumerable<PickComponent> All => Sections.SelectMany(s => s.Components);

    public static async Task<PageComponents> Read(PharosDb db, long pageId, CancellationToken cancel)
    {
        var sections = await db
            .Sections.AsNoTracking()
            .Where(s => s.PageId == pageId)
            .OrderBy(s => s.OrderId)
            .ThenBy(s => s.SectionId)
            .Select(s => new
            {
                s.SectionId,
                s.Name,
                s.HideAll,
            })
            .ToListAsync(cancel);
        var components = (
            await db
                .Components.AsNoTracking()
                .Where(c => c.PageId == pageId && c.DeletedAt == null)
                .OrderBy(c => c.OrderId)
                .ThenBy(c => c.ComponentId)
                .Select(c => new
                {
                    c.ComponentId,
                    c.Name,
                    c.HideAll,
                    c.SectionId,
                })
                .ToListAsync(cancel)
        ).ToLookup(c => c.SectionId);
        List<PickSection> all =
        [
            new PickSection(
                "none",
                null,
                [.. components[null].Select(c => new PickComponent(c.ComponentId, c.Name, c.HideAll))]
            ),
        ];
        all.AddRange(
            sections.Select(s => new PickSection(
                s.SectionId,
                s.Name,
                [
                    .. components[s.SectionId]
                        .Select(c => new PickComponent(c.ComponentId, c.Name, c.HideAll || s.HideAll)),
                ]
            ))
        );
        return new PageComponents([.. all.Where(s => s.Components.Count > 0)]);
    }
}

/// <param name="Id">The section's ID; <c>none</c> for components without a section.</param>
public sealed record PickSection(string Id, string? Name, IReadOnlyList<PickComponent> Components);

/// <param name="Hidden">Whether visitors cannot see it.</param>
public sealed record PickComponent(string ComponentId, string Name, bool Hidden);

/// <summary>The statuses that a form gives to components.</summary>
/// <param name="Statuses">By component; unchanged components are not included.</param>
public sealed record Picked(IReadOnlyDictionary<string, ComponentStatus> Statuses)
{
    public static Picked None { get; } = new(new Dictionary<string, ComponentStatus>(StringComparer.Ordinal));

    /// <summary>The name of a component's field or, with <paramref name="section"/>, of a section's.</summary>
    public static string Field(string prefix, string id, bool section = false) =>
        $"{prefix}{(section ? "s" : "c")}_{id}";

    /// <summary>
    /// Reads the posted statuses. A section's status applies to its components without one of their own.
    /// </summary>
    /// <param name="prefix">Distinguishes several pickers in one form.</param>
    public static Picked Read(ConsoleRequest request, PageComponents components, string prefix = "")
    {
        var picked = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        foreach (var section in components.Sections)
        {
            var all = Value(request, Field(prefix, section.Id, section: true));
            foreach (var component in section.Components)
            {
                if ((Value(request, Field(prefix, component.ComponentId)) ?? all) is { } status)
                    picked[component.ComponentId] = status;
            }
        }

        return new Picked(picked);
    }

    public ComponentStatus? Get(string componentId) =>
        Statuses.TryGetValue(componentId, out var status) ? status : null;

    /// <summary>Converts to request fields. Leaves out components that already have the status.</summary>
    public List<ComponentChangeFields?> ToFields(IReadOnlyDictionary<string, ComponentStatus>? already = null) =>
        [
            .. Statuses
                .Where(p => already is null || !already.TryGetValue(p.Key, out var now) || now != p.Value)
                .Select(p => new ComponentChangeFields { ComponentId = p.Key, Status = p.Value }),
        ];

    private static ComponentStatus? Value(ConsoleRequest request, string field) =>
        Kernel.WireName<ComponentStatus>.TryParse(request.Field(field), out var status) ? status : null;
}
