using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Notifications.Transports;

/// <summary>DingTalk's custom bots. Markdown; signed in the URL if the bot has a secret.</summary>
internal static class DingTalk
{
    // DingTalk's limit for the whole request body is 20,000 bytes.
    private const int MaxBytes = 20_000;
    private const int MaxTitle = 200;

    /// <summary>Longer messages are hard to read in a chat.</summary>
    private const int MaxBody = 12_000;

    /// <summary>
    /// Codes of permanent refusals: the bot is deleted or disabled, the group is deleted, a wrong signature or sender,
    /// a missing keyword, blocked content, or a message that is too large.
    /// </summary>
    private static readonly int[] Refusing =
    [
        101002,
        300001,
        300005,
        310000,
        400013,
        400101,
        400102,
        400105,
        400106,
        430101,
        430102,
        430103,
        430104,
        460101,
    ];

    /// <summary>Seconds for which DingTalk blocks a bot that sent too fast.</summary>
    private const long BlockedFor = 600;

    public static WebhookRequest Write(Webhook hook, WebhookMessage message, long nowMilliseconds)
    {
        var url = hook.Url;
        if (hook.Secret is { } secret)
        {
            var join = url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            url = string.Create(
                CultureInfo.InvariantCulture,
                $"{url}{join}timestamp={nowMilliseconds}&sign={Uri.EscapeDataString(Sign(nowMilliseconds, secret))}"
            );
        }

        var title = WebhookMarkdown.Tame(WebhookMessage.Cut(message.Title, MaxTitle));
        return WebhookRequest.Fitting(
            new Uri(url),
            MaxBytes,
            WebhookMarkdown.Tame(WebhookMessage.Cut(message.Body, MaxBody)),
            body =>
            {
                // Two spaces before the end of a line keep the line break.
                var lines = body.Replace("\n", "  \n", StringComparison.Ordinal);
                return new
                {
                    msgtype = "markdown",
                    markdown = new
                    {
                        title,
                        text = $"### {title}\n\n{lines}\n\n[{message.LinkText}]({message.LinkUrl})",
                    },
                    at = new
                    {
                        isAtAll = false,
                        atMobiles = Array.Empty<string>(),
                        atUserIds = Array.Empty<string>(),
                    },
                };
            }
        );
    }

    public static SendResult Read(OutgoingResponse response)
    {
        if (WebhookReply.Code(response.Body, "errcode") is not { } code)
            return SendResult.Later("unexpected response from DingTalk");
        var reason = WebhookReply.Reason(response.Body, code, "errmsg");
        return code == 0 ? SendResult.Sent
            : Refusing.Contains(code) ? SendResult.Refused(reason)
            : code is 130101 or 410100 ? SendResult.Later(reason, BlockedFor)
            : code is 660026 ? SendResult.Later(reason, 60)
            : SendResult.Later(reason);
    }

    internal static string Sign(long milliseconds, string secret) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{milliseconds}\n{secret}"))
            )
        );
}
