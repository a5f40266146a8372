namespace Pharos.Notifications.Transports;

/// <summary>WeCom's group bots. Markdown of at most 4096 bytes.</summary>
internal static class WeCom
{
    private const int MaxTitle = 300;

    // Counted after escaping, which can turn one byte into three.
    private const int MaxText = 4096;

    /// <summary>
    /// Codes of permanent refusals: the bot is disabled or not in the group, the URL is wrong, or the message is never
    /// acceptable.
    /// </summary>
    private static readonly int[] Refusing = [93000, 93004, 93008, 40001, 40008, 40014, 40058, 44004, 45002];

    public static WebhookRequest Write(Webhook hook, WebhookMessage message)
    {
        var title = WebhookMessage.Cut(WebhookMarkdown.Tame(message.Title), MaxTitle);
        var (head, foot) = ($"**{title}**\n", $"\n[{message.LinkText}]({message.LinkUrl})");
        var room = MaxText - System.Text.Encoding.UTF8.GetByteCount(head + foot);
        return new WebhookRequest(
            new Uri(hook.Url),
            new
            {
                msgtype = "markdown",
                markdown = new { content = head + WebhookMessage.Cut(WebhookMarkdown.Tame(message.Body), room) + foot },
            }
        );
    }

    public static SendResult Read(OutgoingResponse response)
    {
        if (WebhookReply.Code(response.Body, "errcode") is not { } code)
            return SendResult.Later("unexpected response from WeCom");
        var reason = WebhookReply.Reason(response.Body, code, "errmsg");
        return code == 0 ? SendResult.Sent
            : Refusing.Contains(code) ? SendResult.Refused(reason)
            : code is 45009 or 45033 ? SendResult.Later(reason, 60)
            : SendResult.Later(reason);
    }
}
