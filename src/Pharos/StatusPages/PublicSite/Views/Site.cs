using Microsoft.AspNetCore.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Views;

/// <summary>What every view is made from.</summary>
/// <param name="OtherLanguage">The same view in the other language; null where there is none.</param>
/// <param name="IsExport">
/// Whether it will be a file: then no server is there to send headers, or to be sent anything.
/// </param>
public sealed record Site(
    PageSnapshot Page,
    Localizer T,
    SiteLinks Links,
    PageAddress Address,
    string? OtherLanguage,
    bool IsExport = false
)
{
    public string PageTitle => Page.Page.PageTitle ?? Page.Page.Name;

    /// <summary>How things are, in a sentence. An event may be open that leaves all services as they are.</summary>
    public string Headline =>
        Page.Overall != OverallState.Operational || Page.Open.Count == 0 ? T.Of(Page.Overall)
        : Page.Open.Count == 1 ? T[SiteTexts.OperationalOneOpen]
        : T.Fill(SiteTexts.OperationalManyOpen, Page.Open.Count);

    /// <summary>For members: nothing in it leads to what is for machines, which such a page does not have.</summary>
    public bool IsInternal => Page.Page.Type == Pharos.StatusPages.Pages.PageType.Internal;

    /// <summary>
    /// Whether one can subscribe by mail. Where the views lie about as files there is nobody to send a form to.
    /// </summary>
    public bool TakesMail => Page.Page.EmailSubscription && !IsInternal && !IsExport;

    /// <summary>Whether members can follow it by instant messages.</summary>
    public bool TakesMessages => Page.Page.ImSubscription && IsInternal;

    /// <summary>More components than a laptop shows at the airy spacing.</summary>
    public bool IsDense => IsCrowded(Page);

    public static bool IsCrowded(PageSnapshot page) => page.ShownComponents.Skip(15).Any();

    /// <summary>So many components that sections in which all is well are folded.</summary>
    public bool IsLong => Page.ShownComponents.Skip(40).Any();
}

/// <summary>What all views of the public site have.</summary>
public abstract class SiteView : ComponentBase
{
    [Parameter, EditorRequired]
    public Site Site { get; set; } = null!;

    protected PageSnapshot Page => Site.Page;
    protected Localizer T => Site.T;
    protected SiteLinks Links => Site.Links;

    /// <summary>A time in the page's zone, readable by machines; a script adds the visitor's own on hover.</summary>
    protected MarkupString Time(long seconds) => Time(seconds, Times.Full(seconds, Page.Zone, T));

    /// <summary>The hour alone where the day is today's, the whole otherwise.</summary>
    protected MarkupString ShortTime(long seconds) =>
        Times.Date(seconds, Page.Zone) == Times.Date(Page.Now, Page.Zone)
            ? Time(seconds, Times.Clock(seconds, Page.Zone))
            : Time(seconds);

    /// <summary>From one time to another; what both share is said once.</summary>
    /// <param name="withDay">Whether the day is told where both are on the same one.</param>
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

    /// <summary>The status that an update brought; where it brought none, that it is an update.</summary>
    protected string Heading(VisibleChange e, VisibleUpdate update)
    {
        var before = e.Updates.TakeWhile(u => u != update).LastOrDefault();
        return before?.StatusAfter == update.StatusAfter ? T[SiteTexts.Update] : T.Of(update.StatusAfter);
    }

    /// <param name="below">The level of the heading that the text stands under.</param>
    protected static MarkupString Text(string markdown, int below = 3) => new(SafeMarkdown.Html(markdown, below));

    protected static MarkupString Text(RenderedMarkdown text, int below = 3) => new(text.Html(below));

    private static MarkupString Time(long seconds, string text) =>
        new($"<time datetime=\"{Feeds.FeedDocument.Iso(seconds)}\">{text}</time>");
}
