using Microsoft.AspNetCore.Components;
using Pharos.Api.Envelope;

namespace Pharos.PublicSite.Views;

/// <summary>What every view is made from.</summary>
/// <param name="OtherLanguage">The same view in the other language; null where there is none, as in an export.</param>
public sealed record Site(PageSnapshot Page, Wording T, SiteLinks Links, PageAddress Address, string? OtherLanguage)
{
    public string PageTitle => Page.Page.PageTitle ?? Page.Page.Name;

    /// <summary>Whether one can subscribe by mail. Where the views lie about as files there is nobody to send a form to.</summary>
    public bool TakesMail => Page.Page.EmailSubscription && Links.Index.Length == 0;

    /// <summary>More components than a laptop shows at the airy spacing.</summary>
    public bool IsDense => Page.ShownComponents.Skip(20).Any();
}

/// <summary>What all views of the public site have.</summary>
public abstract class SiteView : ComponentBase
{
    [Parameter, EditorRequired]
    public Site Site { get; set; } = null!;

    protected PageSnapshot Page => Site.Page;
    protected Wording T => Site.T;
    protected SiteLinks Links => Site.Links;

    /// <summary>A time in the page's zone, readable by machines; a script adds the visitor's own on hover.</summary>
    protected MarkupString Time(long seconds, bool clockOnly = false)
    {
        var text = clockOnly ? Times.Clock(seconds, Page.Zone) : Times.Full(seconds, Page.Zone, T);
        return new MarkupString($"<time datetime=\"{Feeds.FeedDocument.Iso(seconds)}\">{text}</time>");
    }

    /// <summary>The hour alone where the day is today's, the whole otherwise.</summary>
    protected MarkupString ShortTime(long seconds) =>
        Time(seconds, Times.Local(seconds, Page.Zone).Date == Times.Local(Page.Now, Page.Zone).Date);

    protected static MarkupString Text(string markdown) => new(SafeMarkdown.Html(markdown));
}
