using System.Text;
using Pharos.StatusPages.PublicSite;

namespace Pharos.Notifications.Transports.Email;

/// <summary>The plain-text form of the mail that tells of an event. Markdown is left as it was written: it was made to be read.</summary>
internal static class EventMailText
{
    public static string From(EventLetter letter)
    {
        var (words, latest) = (letter.Words, letter.Latest);
        var text = new StringBuilder();
        text.AppendLine($"{words.Site.Of(latest.Status)} · {latest.Title}");
        text.AppendLine(letter.Page.Name);
        text.AppendLine();
        if (letter.IsFolded)
            text.AppendLine(words.Fill(MailTexts.Folded, letter.Told.Sum(t => t.Entries.Count))).AppendLine();
        foreach (var entry in letter.Entries)
        {
            text.AppendLine($"{(entry.Status is { } status ? words.Site.Of(status) + " · " : "")}{Times.Full(entry.AtSeconds, letter.Zone, words.Site)}");
            if (!string.IsNullOrWhiteSpace(entry.Description))
                text.AppendLine(entry.Description.Trim());
            text.AppendLine();
        }

        if (EventMailFacts.Window(letter) is { } window)
            text.AppendLine(window).AppendLine();
        if (EventMailFacts.NextUpdate(letter) is { } next)
            text.AppendLine(next).AppendLine();
        if (letter.Components.Any())
        {
            text.AppendLine(words[MailTexts.Affected]);
            foreach (var component in letter.Components)
                text.AppendLine($"- {component.Name}: {words.Site.Of(component.Status)}");
            text.AppendLine();
        }

        text.AppendLine(words[MailTexts.ViewEvent] + ": " + letter.EventUrl);
        text.AppendLine();
        text.AppendLine("-- ");
        text.AppendLine(words.Fill(MailTexts.Why, letter.Page.Name));
        text.AppendLine(words[MailTexts.Manage] + ": " + letter.ManageUrl);
        text.AppendLine(words[MailTexts.Leave] + ": " + letter.LeaveUrl);
        return text.ToString().ReplaceLineEndings("\n");
    }
}

/// <summary>What both forms say in the same words.</summary>
internal static class EventMailFacts
{
    /// <summary>When the next update is promised for; null where nothing is, or it is over.</summary>
    public static string? NextUpdate(EventLetter letter) =>
        !Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(letter.Latest.Status) && letter.Latest.Entries.MaxBy(e => e.AtSeconds)?.NextUpdateAt is { } next
            ? letter.Words.Fill(MailTexts.NextUpdate, Times.Full(next, letter.Zone, letter.Words.Site))
            : null;

    /// <summary>From when to when a maintenance is planned; null for an incident and for what is over.</summary>
    public static string? Window(EventLetter letter)
    {
        var latest = letter.Latest;
        if (latest.Type != Pharos.StatusPages.Rules.ChangeType.Maintenance || Pharos.StatusPages.Rules.ChangeStatuses.IsTerminal(latest.Status))
            return null;
        var start = Times.Full(latest.StartAt, letter.Zone, letter.Words.Site);
        return latest.CloseAt is { } end ? letter.Words.Fill(MailTexts.Window, start, Times.Full(end, letter.Zone, letter.Words.Site)) : letter.Words.Fill(MailTexts.WindowOpen, start);
    }
}
