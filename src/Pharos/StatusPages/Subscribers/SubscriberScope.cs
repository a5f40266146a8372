namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// What somebody wants to be told of: everything on the page, or some components, sections and events.
/// </summary>
public sealed record SubscriberScope
{
    private SubscriberScope() { }

    public static SubscriberScope Everything { get; } = new() { All = true };

    public bool All { get; private init; }
    public IReadOnlyList<string> ComponentIds { get; private init; } = [];
    public IReadOnlyList<string> SectionIds { get; private init; } = [];
    public IReadOnlyList<long> ChangeIds { get; private init; } = [];

    /// <summary>Nothing: there is no subscription.</summary>
    public bool IsEmpty => !All && ComponentIds.Count == 0 && SectionIds.Count == 0 && ChangeIds.Count == 0;

    public static SubscriberScope From(
        IEnumerable<string> componentIds,
        IEnumerable<string> sectionIds,
        IEnumerable<long> changeIds
    ) =>
        new()
        {
            ComponentIds = [.. componentIds.Distinct(StringComparer.Ordinal)],
            SectionIds = [.. sectionIds.Distinct(StringComparer.Ordinal)],
            ChangeIds = [.. changeIds.Distinct()],
        };

    /// <summary>Whether the other asks for nothing that is not in this one by name.</summary>
    public bool Holds(SubscriberScope other) =>
        All
        || (
            !other.All
            && !other.ComponentIds.Except(ComponentIds, StringComparer.Ordinal).Any()
            && !other.SectionIds.Except(SectionIds, StringComparer.Ordinal).Any()
            && !other.ChangeIds.Except(ChangeIds).Any()
        );

    /// <summary>What either holds; everything swallows the rest.</summary>
    public SubscriberScope With(SubscriberScope other) =>
        All || other.All
            ? Everything
            : From(
                ComponentIds.Concat(other.ComponentIds),
                SectionIds.Concat(other.SectionIds),
                ChangeIds.Concat(other.ChangeIds)
            );
}
