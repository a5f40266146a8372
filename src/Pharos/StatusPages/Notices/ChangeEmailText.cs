using System.Text;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.StatusPages.Notices;

/// <summary>The plain text of a change email. Markdown stays as written, because it is readable.</summary>
internal static class ChangeEmailText
{
    public static string From(ChangeEmailContent content)
    {
        var (words, latest) = (content.Words, content.Latest);
        var text = new StringBuilder();
        text.AppendLine($"{words.Site.Text(latest.Status)} · {HumanText.Isolate(latest.Title)}");
        text.AppendLine(content.Page.Name);
        text.AppendLine();
        if (content.IsFolded)
            text.AppendLine(words.Fill(EmailTexts.Folded, content.Notifications.Sum(n => n.Entries.Count)))
                .AppendLine();
        foreach (var (entry, description, _) in content.Shown.Entries)
        {
            var status = entry.Status is { } moved ? words.Site.Text(moved) + " · " : "";
            text.AppendLine($"{status}{Times.FullWithOffset(entry.AtSeconds, content.Zone, words.Site)}");
            if (description.Length > 0)
                text.AppendLine(description);
            text.AppendLine();
        }

        if (content.Shown.IsShortened)
            text.AppendLine(words[EmailTexts.Shortened]).AppendLine();

        if (ChangeEmailFacts.Window(content) is { } window)
            text.AppendLine(window).AppendLine();
        if (ChangeEmailFacts.NextUpdate(content) is { } next)
            text.AppendLine(next).AppendLine();
        if (content.Components.Named.Count > 0)
        {
            text.AppendLine(words[ChangeEmailFacts.AffectedHeading(content)]);
            foreach (var component in content.Components.Named)
                text.AppendLine($"- {HumanText.Isolate(component.Name)}: {words.Site.Text(component.Status)}");
            if (content.Components.More > 0)
                text.AppendLine("- " + words.Fill(EmailTexts.AffectedMore, content.Components.More));
            text.AppendLine();
        }

        text.AppendLine(words[EmailTexts.ViewEvent] + ": " + content.ChangeUrl);
        text.AppendLine();
        text.AppendLine("-- ");
        text.AppendLine(words.Fill(EmailTexts.Why, content.Page.Name));
        text.AppendLine(words[EmailTexts.Manage] + ": " + content.ManageUrl);
        text.AppendLine(words[EmailTexts.Leave] + ": " + content.LeaveUrl);
        return text.ToString().ReplaceLineEndings("\n");
    }
}

/// <summary>Sentences that the plain text and the HTML share.</summary>
internal static class ChangeEmailFacts
{
    /// <summary>
    /// The heading of the components' statuses, which a maintenance that is only announced sets later.
    /// </summary>
    public static Pharos.Kernel.TextKey AffectedHeading(ChangeEmailContent content) =>
        content.Latest.Status == Pharos.StatusPages.Rules.ChangeStatus.Scheduled
            ? EmailTexts.AffectedAhead
            : EmailTexts.Affected;

    /// <summary>The promised time of the next update; null if none is promised, or the change is closed.</summary>
    public static string? NextUpdate(ChangeEmailContent content) =>
        !Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(content.Latest.Status)
        && content.Latest.Entries.MaxBy(e => e.AtSeconds)?.NextUpdateAt is { } next
            ? content.Words.Fill(EmailTexts.NextUpdate, Times.FullWithOffset(next, content.Zone, content.Words.Site))
            : null;

    /// <summary>The planned window of a maintenance; null for an incident or a closed change.</summary>
    public static string? Window(ChangeEmailContent content)
    {
        var latest = content.Latest;
        if (
            latest.Type != Pharos.StatusPages.Rules.ChangeType.Maintenance
            || Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(latest.Status)
        )
            return null;
        var start = Times.FullWithOffset(latest.StartAt, content.Zone, content.Words.Site);
        return latest.CloseAt is { } end
            ? content.Words.Fill(EmailTexts.Window, start, Times.FullWithOffset(end, content.Zone, content.Words.Site))
            : content.Words.Fill(EmailTexts.WindowOpen, start);
    }
}
