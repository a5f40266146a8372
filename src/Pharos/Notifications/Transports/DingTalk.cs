using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Notifications.Transports;

/// <summary>DingTalk's custom robots: Markdown, signed in the address where the robot has a secret.</summary>
internal static class DingTalk
{
    private const int MostTitle = 200;
    private const int MostBody = 4500;

    /// <summary>
    /// Robot gone or disabled, group gone, wrong signature, keyword or sender, or content that is not let through.
    /// </summary>
    private static readonly int[] Refusing =
    [
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
    ];

    /// <summary>Seconds for which it takes nothing more from a robot that sent too fast.</summary>
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

        var title = WebhookMarkdown.Tame(WebhookMessage.Cut(message.Title, MostTitle));
        // Two spaces before a line's end keep it.
        var body = WebhookMarkdown
            .Tame(WebhookMessage.Cut(message.Body, MostBody))
            .Replace("\n", "  \n", StringComparison.Ordinal);
        return new WebhookRequest(
            new Uri(url),
            new
            {
                msgtype = "markdown",
                markdown = new { title, text = $"### {title}\n\n{body}\n\n[{message.LinkText}]({message.LinkUrl})" },
                at = new
                {
                    isAtAll = false,
                    atMobiles = Array.Empty<string>(),
                    atUserIds = Array.Empty<string>(),
                },
            }
        );
    }

    public static SendResult Read(OutgoingResponse answer)
    {
        if (WebhookReply.Code(answer.Body, "errcode") is not { } code)
            return SendResult.Later("the answer is not DingTalk's");
        var reason = WebhookReply.Reason(answer.Body, code, "errmsg");
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
