using Microsoft.AspNetCore.Components;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Views;

/// <summary>The data of every view.</summary>
/// <param name="OtherLanguage">The link to the same view in the other language; null without languages.</param>
/// <param name="IsExport">Whether the view becomes a file: no server sends headers or receives forms.</param>
public sealed record Site(
    PageSnapshot Page,
    Localizer T,
    SiteLinks Links,
    PageAddress Address,
    string? OtherLanguage,
    bool IsExport = false
)
{
    /// <summary>Whether it shows a change that is not published, to the member who is about to publish it.</summary>
    public bool IsPreview { get; init; }

    /// <summary>
    /// The theme of a preview, light or dark, which has no scripts; null where the visitor's theme applies.
    /// </summary>
    public string? Theme { get; init; }

    public string PageTitle => Page.Page.PageTitle ?? Page.Page.Name;

    /// <summary>The state in one sentence. An open change can leave all components operational.</summary>
    public string Headline =>
        Page.Overall != OverallState.Operational || Page.Open.Count == 0 ? T.Text(Page.Overall)
        : Page.Open.Count == 1 ? T[SiteTexts.OperationalOneOpen]
        : T.Fill(SiteTexts.OperationalManyOpen, Page.Open.Count);

    /// <summary>Internal pages have no feeds, JSON or badges, so their views do not link to any.</summary>
    public bool IsInternal => Page.Page.Type == Pharos.StatusPages.Pages.PageType.Internal;

    /// <summary>Whether visitors can subscribe by email. False in exports, where no server receives the form.</summary>
    public bool TakesEmail => Page.Page.EmailSubscription && !IsInternal && !IsExport;

    /// <summary>Whether members can follow the page by chat messages.</summary>
    public bool TakesChatMessages => Page.Page.ImSubscription && IsInternal;

    /// <summary>Whether there are so few components that each shows its days.</summary>
    public bool IsShort => !Page.ShownComponents.Skip(8).Any();

    /// <summary>Whether there are so many components that sections without problems are folded.</summary>
    public bool IsLong => Page.ShownComponents.Skip(20).Any();
}

/// <summary>Members shared by all views of the public site.</summary>
public abstract class SiteView : ComponentBase
{
    [Parameter, EditorRequired]
    public Site Site { get; set; } = null!;

    protected PageSnapshot Page => Site.Page;
    protected Localizer T => Site.T;
    protected SiteLinks Links => Site.Links;

    /// <summary>
    /// A time in the page's time zone, machine-readable; a script adds the visitor's local time on hover.
    /// </summary>
    protected MarkupString Time(long seconds) => Time(seconds, Times.Full(seconds, Page.Zone, T));

    /// <summary>The time of day if the date is today, otherwise the full time.</summary>
    protected MarkupString ShortTime(long seconds) =>
        Times.Date(seconds, Page.Zone) == Times.Date(Page.Now, Page.Zone)
            ? Time(seconds, Times.Clock(seconds, Page.Zone))
            : Time(seconds);

    /// <summary>A range of times; shared parts are shown once.</summary>
    /// <param name="withDay">Whether to show the date if both are on the same day.</param>
    protected MarkupString Range(long from, long to, bool withDay = true)
    {
        var zone = Page.Zone;
        var sameOffset = Times.Local(from, zone).Offset == Times.Local(to, zone).Offset;
        var sameDay = Times.Date(from, zone) == Times.Date(to, zone);
        var first =
            sameDay && !withDay
                ? sameOffset
                    ? Times.Minute(from, zone)
                    : Times.Clock(from, zone)
                : sameOffset
                    ? Times.DayAndMinute(from, zone, T)
                    : Times.Full(from, zone, T);
        return new(
            T.Fill(
                SiteTexts.FromTo,
                Time(from, first),
                Time(to, sameDay ? Times.Clock(to, zone) : Times.Full(to, zone, T))
            )
        );
    }

    /// <summary>When a change is planned, how long it has been open, or from when to when it lasted.</summary>
    protected MarkupString Course(VisibleChange e)
    {
        var span = e.CloseAt is { } end && end > e.StartAt ? Range(e.StartAt, end) : Time(e.StartAt);
        return new(
            !e.IsOver && !e.HasBegun(Page.Now)
                ? T.Fill(SiteTexts.PlannedOn, Times.Weekday(e.StartAt, Page.Zone, T), span)
            : e.IsOver ? $"{span} · {T.Fill(SiteTexts.Lasted, T.Duration(e.StartAt, e.CloseAt ?? e.StartAt))}"
            : e.Type == ChangeType.Maintenance ? span.Value
            : T.Fill(SiteTexts.SinceDuration, ShortTime(e.StartAt), T.Duration(e.StartAt, Page.Now))
        );
    }

    /// <summary>The status that an update set; "Update" if it set none.</summary>
    protected string Heading(VisibleChange e, VisibleUpdate update)
    {
        var before = e.Updates.TakeWhile(u => u != update).LastOrDefault();
        return before?.StatusAfter == update.StatusAfter ? T[SiteTexts.Update] : T.Text(update.StatusAfter);
    }

    /// <param name="below">The level of the heading above the text.</param>
    protected static MarkupString Text(string markdown, int below = 3) => new(SafeMarkdown.Html(markdown, below));

    /// <summary>The most components that a card names; the table of an event names all.</summary>
    protected const int MaxNamed = 20;

    /// <summary>All components if there are few, otherwise the worst ones.</summary>
    protected static IEnumerable<T> Named<T>(IReadOnlyCollection<T> all, Func<T, ComponentStatus> status) =>
        all.Count <= MaxNamed ? all : all.OrderByDescending(status).Take(MaxNamed);

    protected static MarkupString Text(RenderedMarkdown text, int below = 3) => new(text.Html(below));

    /// <summary>The tooltip explains the zone's abbreviation, until the script replaces it by the local time.</summary>
    private MarkupString Time(long seconds, string text)
    {
        var offset = Page.Zone.Offset(seconds);
        var title = text.EndsWith(offset, StringComparison.Ordinal) ? "" : $" title=\"{offset}\"";
        return new($"<time datetime=\"{Feeds.FeedDocument.Iso(seconds)}\"{title}>{text}</time>");
    }
}
