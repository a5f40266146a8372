using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// Custom bots of Feishu and Lark. Rich text, each part declared as text or link; signed in the body if the bot has a
/// secret.
/// </summary>
internal static class Feishu
{
    // Feishu's limit for the whole request body is 20 KB.
    private const int MaxBytes = 20_000;
    private const int MaxTitle = 500;

    /// <summary>
    /// Codes of permanent refusals: a wrong URL, signature or sender, a missing keyword, or a message that
    /// is too large.
    /// </summary>
    private static readonly int[] Refusing = [19001, 19002, 19003, 19021, 19022, 19024, 19036];

    /// <summary>
    /// Means <c>Bad Request</c>, for a message that Feishu cannot read, or <c>too many request</c>.
    /// </summary>
    private const int Ambiguous = 9499;

    public static WebhookRequest Write(Webhook hook, WebhookMessage message, long now)
    {
        return WebhookRequest.Fitting(new Uri(hook.Url), MaxBytes, Tame(message.Body), Body);

        object Body(string text)
        {
            var body = new Dictionary<string, object>(StringComparer.Ordinal);
            if (hook.Secret is { } secret)
            {
                body["timestamp"] = now.ToString(CultureInfo.InvariantCulture);
                body["sign"] = Sign(now, secret);
            }

            body["msg_type"] = "post";
            var post = new
            {
                title = Tame(WebhookMessage.Cut(message.Title, MaxTitle)),
                content = new object[][]
                {
                    [new { tag = "text", text }],
                    [
                        new
                        {
                            tag = "a",
                            text = message.LinkText,
                            href = message.LinkUrl,
                        },
                    ],
                },
            };
            body["content"] = new
            {
                post = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    [message.Language == Language.Chinese ? "zh_cn" : "en_us"] = post,
                },
            };
            return body;
        }
    }

    public static SendResult Read(OutgoingResponse response)
    {
        if (WebhookReply.Code(response.Body, "code", "StatusCode") is not { } code)
            return SendResult.Later("unexpected response from Feishu");
        var reason = WebhookReply.Reason(response.Body, code, "msg", "StatusMessage");
        return code == 0 ? SendResult.Sent
            : Refusing.Contains(code)
            || (code == Ambiguous && reason.Contains("bad request", StringComparison.OrdinalIgnoreCase))
                ? SendResult.Refused(reason)
            : code is 11232 or Ambiguous or 99991400 ? SendResult.Later(reason, 60)
            : SendResult.Later(reason);
    }

    /// <summary>HMAC over an empty message, keyed by time and secret, as Feishu defines it.</summary>
    internal static string Sign(long seconds, string secret) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}\n{secret}")),
                Array.Empty<byte>()
            )
        );

    /// <summary>Some clients treat &lt;at&gt; as a mention even in plain text.</summary>
    private static string Tame(string text) => text.Replace('<', '＜');
}
