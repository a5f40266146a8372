using System.Text;
using Pharos.StatusPages.PublicSite;

namespace Pharos.StatusPages.Notices;

/// <summary>The plain text of a change email. Markdown stays as written: it is readable as it is.</summary>
internal static class ChangeEmailText
{
    public static string From(ChangeEmailContent letter)
    {
        var (words, latest) = (letter.Words, letter.Latest);
        var text = new StringBuilder();
        text.AppendLine($"{words.Site.Text(latest.Status)} · {latest.Title}");
        text.AppendLine(letter.Page.Name);
        text.AppendLine();
        if (letter.IsFolded)
            text.AppendLine(words.Fill(EmailTexts.Folded, letter.Told.Sum(t => t.Entries.Count))).AppendLine();
        foreach (var entry in letter.Entries)
        {
            text.AppendLine(
                $"{(entry.Status is { } status ? words.Site.Text(status) + " · " : "")}{Times.Full(entry.AtSeconds, letter.Zone, words.Site)}"
            );
            if (!string.IsNullOrWhiteSpace(entry.Description))
                text.AppendLine(entry.Description.Trim());
            text.AppendLine();
        }

        if (ChangeEmailFacts.Window(letter) is { } window)
            text.AppendLine(window).AppendLine();
        if (ChangeEmailFacts.NextUpdate(letter) is { } next)
            text.AppendLine(next).AppendLine();
        if (letter.Components.Any())
        {
            text.AppendLine(words[EmailTexts.Affected]);
            foreach (var component in letter.Components)
                text.AppendLine($"- {component.Name}: {words.Site.Text(component.Status)}");
            text.AppendLine();
        }

        text.AppendLine(words[EmailTexts.ViewEvent] + ": " + letter.EventUrl);
        text.AppendLine();
        text.AppendLine("-- ");
        text.AppendLine(words.Fill(EmailTexts.Why, letter.Page.Name));
        text.AppendLine(words[EmailTexts.Manage] + ": " + letter.ManageUrl);
        text.AppendLine(words[EmailTexts.Leave] + ": " + letter.LeaveUrl);
        return text.ToString().ReplaceLineEndings("\n");
    }
}

/// <summary>Sentences that the text and the HTML form share.</summary>
internal static class ChangeEmailFacts
{
    /// <summary>When the next update is promised for; null where nothing is, or it is over.</summary>
    public static string? NextUpdate(ChangeEmailContent letter) =>
        !Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(letter.Latest.Status)
        && letter.Latest.Entries.MaxBy(e => e.AtSeconds)?.NextUpdateAt is { } next
            ? letter.Words.Fill(EmailTexts.NextUpdate, Times.Full(next, letter.Zone, letter.Words.Site))
            : null;

    /// <summary>From when to when a maintenance is planned; null for an incident and for what is over.</summary>
    public static string? Window(ChangeEmailContent letter)
    {
        var latest = letter.Latest;
        if (
            latest.Type != Pharos.StatusPages.Rules.ChangeType.Maintenance
            || Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(latest.Status)
        )
            return null;
        var start = Times.Full(latest.StartAt, letter.Zone, letter.Words.Site);
        return latest.CloseAt is { } end
            ? letter.Words.Fill(EmailTexts.Window, start, Times.Full(end, letter.Zone, letter.Words.Site))
            : letter.Words.Fill(EmailTexts.WindowOpen, start);
    }
}
