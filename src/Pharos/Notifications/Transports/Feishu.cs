using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// The custom bots of Feishu and Lark: rich text whose parts are declared to be text or link. Signed in the body where
/// the bot has a secret.
/// </summary>
internal static class Feishu
{
    // The whole body may take 20 KB.
    private const int MostTitle = 500;
    private const int MostBody = 8000;

    /// <summary>
    /// Those that say who may not send at all, or not this: a wrong address, signature, sender or keyword.
    /// </summary>
    private static readonly int[] Refusing = [19001, 19002, 19003, 19021, 19022, 19024];

    /// <summary>Both <c>Bad Request</c>, of a message that it cannot read, and <c>too many request</c>.</summary>
    private const int Ambiguous = 9499;

    public static WebhookRequest Write(Webhook hook, WebhookMessage message, long now)
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
            title = Tame(WebhookMessage.Cut(message.Title, MostTitle)),
            content = new object[][]
            {
                [new { tag = "text", text = Tame(WebhookMessage.Cut(message.Body, MostBody)) }],
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
        return new WebhookRequest(new Uri(hook.Url), body);
    }

    public static SendResult Read(OutgoingResponse answer)
    {
        if (WebhookReply.Code(answer.Body, "code", "StatusCode") is not { } code)
            return SendResult.Later("the answer is not Feishu's");
        var reason = WebhookReply.Reason(answer.Body, code, "msg", "StatusMessage");
        return code == 0 ? SendResult.Sent
            : Refusing.Contains(code)
            || (code == Ambiguous && reason.Contains("bad request", StringComparison.OrdinalIgnoreCase))
                ? SendResult.Refused(reason)
            : code is 11232 or Ambiguous or 99991400 ? SendResult.Later(reason, 60)
            : SendResult.Later(reason);
    }

    /// <summary>Keyed by time and secret, over nothing: so the platform has it.</summary>
    internal static string Sign(long seconds, string secret) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}\n{secret}")),
                Array.Empty<byte>()
            )
        );

    /// <summary>Some clients take &lt;at&gt; for a mention even in plain parts.</summary>
    private static string Tame(string text) => text.Replace('<', '＜');
}
