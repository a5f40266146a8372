using System.Globalization;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>The values of the fields that select what to follow.</summary>
/// <param name="Kind">One of the constants; other values select nothing.</param>
/// <param name="ThisChange">The change that the form was opened for.</param>
public sealed record ScopeForm(
    string Kind,
    IReadOnlySet<string> SectionIds,
    IReadOnlySet<string> ComponentIds,
    IReadOnlySet<long> ChangeIds,
    long? ThisChange
)
{
    public const string All = "all";
    public const string Some = "some";
    public const string OneChange = "event";

    internal static ScopeForm From(FormFields form) =>
        new(
            form.One("scope"),
            form.All("section").ToHashSet(StringComparer.Ordinal),
            form.All("component").ToHashSet(StringComparer.Ordinal),
            form.All("event").Select(ChangeId).OfType<long>().ToHashSet(),
            ChangeId(form.One("this_event"))
        );

    public static ScopeForm From(SubscriberScope scope) =>
        new(
            scope.All ? All : Some,
            scope.SectionIds.ToHashSet(StringComparer.Ordinal),
            scope.ComponentIds.ToHashSet(StringComparer.Ordinal),
            scope.ChangeIds.ToHashSet(),
            null
        );

    /// <summary>The initial selection: everything, or the change that the form was opened for.</summary>
    public static ScopeForm Fresh(long? thisChange) =>
        From(SubscriberScope.Everything) with
        {
            Kind = thisChange is null ? All : OneChange,
            ThisChange = thisChange,
        };

    public static long? ChangeId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id is >= 1 and <= Pharos.Kernel.Ids.Max
            ? id
            : null;

    /// <summary>The selected items that visitors are offered; others are ignored.</summary>
    /// <param name="changes">The changes that the form offers.</param>
    internal SubscriberScope On(PageSnapshot page, IEnumerable<VisibleChange> changes)
    {
        switch (Kind)
        {
            case All:
                return SubscriberScope.Everything;
            case Some:
                return SubscriberScope.From(
                    page.ShownComponents.Select(c => c.Row.ComponentId).Where(ComponentIds.Contains),
                    page.Sections.Select(s => s.Row?.SectionId).OfType<string>().Where(SectionIds.Contains),
                    changes.Select(e => e.ChangeId).Where(ChangeIds.Contains)
                );
            case OneChange:
                return SubscriberScope.From([], [], changes.Select(e => e.ChangeId).Where(id => id == ThisChange));
            default:
                return SubscriberScope.From([], [], []);
        }
    }
}
