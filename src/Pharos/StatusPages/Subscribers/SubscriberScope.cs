namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// What a subscriber follows: everything on the page, or some components, sections and changes.
/// </summary>
public sealed record SubscriberScope
{
    private SubscriberScope() { }

    public static SubscriberScope Everything { get; } = new() { All = true };

    public bool All { get; private init; }
    public IReadOnlyList<string> ComponentIds { get; private init; } = [];
    public IReadOnlyList<string> SectionIds { get; private init; } = [];
    public IReadOnlyList<long> ChangeIds { get; private init; } = [];

    /// <summary>An empty scope means that there is no subscription.</summary>
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

    /// <summary>Whether this scope names everything that the other scope names.</summary>
    public bool Holds(SubscriberScope other) =>
        All
        || (
            !other.All
            && !other.ComponentIds.Except(ComponentIds, StringComparer.Ordinal).Any()
            && !other.SectionIds.Except(SectionIds, StringComparer.Ordinal).Any()
            && !other.ChangeIds.Except(ChangeIds).Any()
        );

    /// <summary>The union of both scopes.</summary>
    public SubscriberScope With(SubscriberScope other) =>
        All || other.All
            ? Everything
            : From(
                ComponentIds.Concat(other.ComponentIds),
                SectionIds.Concat(other.SectionIds),
                ChangeIds.Concat(other.ChangeIds)
            );
}
