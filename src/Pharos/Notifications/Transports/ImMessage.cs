using System.Text;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.Notifications.Transports;

/// <summary>What an instant message says, before a platform's form is put on it. All of it is plain text that people wrote: none of it is markup.</summary>
/// <param name="Title">One line.</param>
/// <param name="Body">Many lines, the newest first.</param>
/// <param name="LinkText">What the link at the end is called.</param>
internal sealed record ImMessage(string Title, string Body, string LinkText, string LinkUrl, Language Language)
{
    public static ImMessage From(DeliveryWork work, string publicUrl)
    {
        var words = new ImWording(Language.OfLocale(work.Receiver.Locale));
        var latest = work.Told[^1];
        var body = new StringBuilder();
        body.AppendLine(work.Page.Name);
        if (work.Told.Count > 1)
            body.AppendLine(words.Fill(ImTexts.Folded, work.Told.Sum(t => t.Entries.Count)));
        // Of those of one second the one that came last is the newest.
        foreach (var entry in work.Told.SelectMany(t => t.Entries).Reverse().OrderByDescending(e => e.AtSeconds))
        {
            body.AppendLine().AppendLine($"{(entry.Status is { } status ? words.Site.Of(status) + " · " : "")}{Times.Full(entry.AtSeconds, work.Zone, words.Site)}");
            if (!string.IsNullOrWhiteSpace(entry.Description))
                body.AppendLine(entry.Description.Trim());
        }

        var components = latest.Components.Where(c => !c.Hidden).ToList();
        if (components.Count > 0)
            body.AppendLine().AppendLine(words[ImTexts.Affected]);
        foreach (var component in components)
            body.AppendLine($"- {component.Name}: {words.Site.Of(component.Status)}");
        return new ImMessage(
            Line($"{words.Site.Of(latest.Status)} · {latest.Title}"), body.ToString().ReplaceLineEndings("\n").Trim(), words[ImTexts.ViewEvent],
            $"{publicUrl}/internal/{work.Page.UrlName}/events/{work.Claim.ChangeId}", words.Language);
    }

    /// <summary>What a member sends to try a hook.</summary>
    public static ImMessage Test(Language language, string publicUrl)
    {
        var words = new ImWording(language);
        return new ImMessage(words[ImTexts.TestTitle], words[ImTexts.TestBody], words[ImTexts.TestLink], publicUrl + "/console/account/im-hooks", language);
    }

    /// <summary>The beginning of a text that takes no more than so many bytes in UTF-8, with a mark where something is left out.</summary>
    public static string Cut(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var cut = new StringBuilder();
        var left = most - 3;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            cut.Append(rune.ToString());
        }

        return cut + "…";
    }

    private static string Line(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
