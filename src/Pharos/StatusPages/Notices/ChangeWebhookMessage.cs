using System.Text;
using Pharos.Kernel;
using Pharos.Notifications.Transports;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Notices;

/// <summary>The webhook message of a change notice.</summary>
internal static class ChangeWebhookMessage
{
    public static WebhookMessage Create(ChangeNotice notice, Language language, string publicUrl)
    {
        var words = new WebhookLocalizer(language);
        var latest = notice.Contents[^1];
        var body = new StringBuilder();
        body.AppendLine(notice.Page.Name);
        if (notice.Contents.Count > 1)
            body.AppendLine(words.Fill(WebhookTexts.Folded, notice.Contents.Sum(c => c.Entries.Count)));
        // Newest first; within the same second, the one added last comes first.
        foreach (var entry in notice.Contents.SelectMany(c => c.Entries).Reverse().OrderByDescending(e => e.AtSeconds))
        {
            var status = entry.Status is { } moved ? words.Site.Text(moved) + " · " : "";
            body.AppendLine().AppendLine($"{status}{Times.FullWithOffset(entry.AtSeconds, notice.Zone, words.Site)}");
            if (!string.IsNullOrWhiteSpace(entry.Description))
                body.AppendLine(entry.Description.Trim());
        }

        var components = NamedComponents.From(latest);
        if (components.Named.Count > 0)
            body.AppendLine()
                .AppendLine(
                    words[latest.Status == ChangeStatus.Scheduled ? WebhookTexts.AffectedAhead : WebhookTexts.Affected]
                );
        foreach (var component in components.Named)
            body.AppendLine($"- {HumanText.Isolate(component.Name)}: {words.Site.Text(component.Status)}");
        if (components.More > 0)
            body.AppendLine("- " + words.Fill(WebhookTexts.AffectedMore, components.More));
        return new WebhookMessage(
            Line($"{words.Site.Text(latest.Status)} · {HumanText.Isolate(latest.Title)}"),
            body.ToString().ReplaceLineEndings("\n").Trim(),
            words[WebhookTexts.ViewEvent],
            $"{publicUrl}/internal/{notice.Page.UrlName}/events/{notice.ChangeId}",
            words.Language
        );
    }

    /// <summary>A message that members send to test a webhook.</summary>
    public static WebhookMessage Test(Language language, string publicUrl)
    {
        var words = new WebhookLocalizer(language);
        return new WebhookMessage(
            words[WebhookTexts.TestTitle],
            words[WebhookTexts.TestBody],
            words[WebhookTexts.TestLink],
            publicUrl + "/console/account/im-hooks",
            language
        );
    }

    private static string Line(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
