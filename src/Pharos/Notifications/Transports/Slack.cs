namespace Pharos.Notifications.Transports;

/// <summary>
/// Slack's incoming webhooks: blocks whose text is declared plain, so that nothing in it can mention or link.
/// </summary>
internal static class Slack
{
    // Slack's limits: 150 characters of a header, 3000 of a section.
    private const int MostTitle = 150;
    private const int MostBody = 3000;

    private const int LongestWord = 60;

    public static WebhookRequest Write(Webhook hook, WebhookMessage message) =>
        new(
            new Uri(hook.Url),
            new
            {
                // Shown in notifications; the only text that Slack reads as markup.
                text = Escape(WebhookMessage.Cut(message.Title, MostTitle)),
                link_names = false,
                unfurl_links = false,
                unfurl_media = false,
                blocks = new object[]
                {
                    new { type = "header", text = Plain(WebhookMessage.Cut(message.Title, MostTitle)) },
                    new { type = "section", text = Plain(WebhookMessage.Cut(message.Body, MostBody)) },
                    new
                    {
                        type = "section",
                        text = new
                        {
                            type = "mrkdwn",
                            text = $"<{Escape(message.LinkUrl)}|{Escape(message.LinkText)}>",
                        },
                    },
                },
            }
        );

    public static SendResult Read(OutgoingResponse answer) =>
        answer.Body.Trim() == "ok" ? SendResult.Sent : SendResult.Later("the answer is not Slack's ok");

    /// <summary>
    /// What it refuses for good, it says in a word: <c>no_service</c>, <c>channel_is_archived</c>,
    /// <c>action_prohibited</c>, <c>invalid_payload</c> ….
    /// </summary>
    public static SendResult ReadRefusal(OutgoingResponse answer)
    {
        var word = answer.Body.Trim();
        var said = $"HTTP {answer.Status}";
        return SendResult.Refused(
            word.Length is > 0 and <= LongestWord && word.All(c => char.IsAsciiLetterLower(c) || c == '_')
                ? $"{said} {word}"
                : said
        );
    }

    private static object Plain(string text) =>
        new
        {
            type = "plain_text",
            text,
            emoji = false,
        };

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
