namespace Pharos.Notifications.Transports;

/// <summary>
/// Slack's incoming webhooks. Blocks with text declared as plain, so that it cannot contain mentions or links.
/// </summary>
internal static class Slack
{
    // Slack's limits: 150 characters in a header, 3000 in a section.
    private const int MaxTitle = 150;
    private const int MaxBody = 3000;

    private const int LongestWord = 60;

    public static WebhookRequest Write(Webhook hook, WebhookMessage message) =>
        new(
            new Uri(hook.Url),
            new
            {
                // Shown in Slack's notifications; Slack parses only this text as markup.
                text = Escape(WebhookMessage.Cut(message.Title, MaxTitle)),
                link_names = false,
                unfurl_links = false,
                unfurl_media = false,
                blocks = new object[]
                {
                    new { type = "header", text = Plain(WebhookMessage.Cut(message.Title, MaxTitle)) },
                    new { type = "section", text = Plain(WebhookMessage.Cut(message.Body, MaxBody)) },
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

    public static SendResult Read(OutgoingResponse response) =>
        response.Body.Trim() == "ok" ? SendResult.Sent : SendResult.Later("unexpected response from Slack");

    /// <summary>
    /// Slack names the reason of a permanent refusal in one word, such as <c>no_service</c>,
    /// <c>channel_is_archived</c>, <c>action_prohibited</c> or <c>invalid_payload</c>.
    /// </summary>
    public static SendResult ReadRefusal(OutgoingResponse response)
    {
        var word = response.Body.Trim();
        var status = $"HTTP {response.Status}";
        return SendResult.Refused(
            word.Length is > 0 and <= LongestWord && word.All(c => char.IsAsciiLetterLower(c) || c == '_')
                ? $"{status} {word}"
                : status
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
