using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// The components that a message names. An event can affect a thousand; messages have limits, and readers too.
/// </summary>
/// <param name="Named">In the page's order, or the worst ones first if there are more than <see cref="Max"/>.</param>
/// <param name="More">The number of components that are not named.</param>
internal sealed record NamedComponents(IReadOnlyList<NoticeComponent> Named, int More)
{
    public const int Max = 20;

    public static NamedComponents From(NotificationContent content)
    {
        var shown = content.Components.Where(c => !c.Hidden).ToList();
        return shown.Count <= Max
            ? new NamedComponents(shown, 0)
            : new NamedComponents([.. shown.OrderByDescending(c => c.Status).Take(Max)], shown.Count - Max);
    }
}
