using System.Net.Http.Headers;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.Platform.Webhooks;
using Pharos.Web;

namespace Pharos.Notifications.Transports;

/// <summary>Sends instant messages to members' own webhooks, each platform in its own form.</summary>
internal sealed class ImChannel(OutgoingHttp http, ImPace pace, PublicAddress address, TimeProvider clock)
{
    public Task<SendResult> Send(DeliveryWork work, CancellationToken cancel) => Send(work.Hook!, ImMessage.From(work, address.Url), cancel);

    /// <summary>Tells a member whether a hook works.</summary>
    public Task<SendResult> SendTest(WebhookRow hook, Language language, CancellationToken cancel) => Send(hook, ImMessage.Test(language, address.Url), cancel);

    private async Task<SendResult> Send(WebhookRow hook, ImMessage message, CancellationToken cancel)
    {
        if (pace.Take(hook) is > 0 and var wait)
            return SendResult.Held(wait);
        var request = Write(hook, message);
        try
        {
            var answer = await http.PostJson(request.Url, JsonSerializer.SerializeToUtf8Bytes(request.Json), cancel);
            var result = Read(hook.Platform, answer);
            return result.Reason is null ? result : result with { Reason = WithoutSecrets(result.Reason, hook) };
        }
        catch (HttpRequestException fault) when (fault.InnerException is RefusedHostException refused)
        {
            return SendResult.Refused(refused.Message);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException)
        {
            return SendResult.Later(WithoutSecrets($"{request.Url.Host}: {(fault is HttpRequestException http ? http.HttpRequestError.ToString() : fault.Message)}", hook));
        }
    }

    private ImRequest Write(WebhookRow hook, ImMessage message) => hook.Platform switch
    {
        ImPlatform.Slack => Slack.Write(hook, message),
        ImPlatform.Feishu => Feishu.Write(hook, message, clock.GetUtcNow().ToUnixTimeSeconds()),
        ImPlatform.Dingtalk => Dingtalk.Write(hook, message, clock.GetUtcNow().ToUnixTimeMilliseconds()),
        ImPlatform.Wecom => Wecom.Write(hook, message),
        _ => throw new InvalidOperationException("a platform that nobody speaks"),
    };

    private SendResult Read(ImPlatform platform, OutgoingAnswer answer)
    {
        var said = $"HTTP {answer.Status}";
        return answer.Status switch
        {
            >= 200 and < 300 => platform switch
            {
                ImPlatform.Slack => Slack.Read(answer),
                ImPlatform.Feishu => Feishu.Read(answer),
                ImPlatform.Dingtalk => Dingtalk.Read(answer),
                _ => Wecom.Read(answer),
            },
            429 => SendResult.Later(said, Wait(answer.RetryAfter)),
            408 or 425 or >= 500 => SendResult.Later(said, Wait(answer.RetryAfter)),
            >= 300 and < 400 => SendResult.Refused(said + ": redirects are not followed"),
            // Feishu says 400 and the reason in the body.
            _ when platform == ImPlatform.Feishu && ImAnswer.Code(answer.Body, "code", "StatusCode") is > 0 => Feishu.Read(answer),
            _ when platform == ImPlatform.Slack => Slack.ReadRefusal(answer),
            _ => SendResult.Refused(said),
        };
    }

    private long Wait(RetryConditionHeaderValue? asked) =>
        (long)Math.Clamp((asked?.Delta ?? (asked?.Date - clock.GetUtcNow()) ?? TimeSpan.Zero).TotalSeconds, 0, 24 * 60 * 60);

    /// <summary>An answer may quote the address back, which is as good as a password.</summary>
    private static string WithoutSecrets(string reason, WebhookRow hook)
    {
        var url = new Uri(hook.Url);
        foreach (var secret in (string?[])[hook.Url, url.PathAndQuery, url.Query, .. url.Segments.Where(s => s.Length >= 8).Select(s => s.Trim('/')), .. url.Query.Split('=', '&').Where(s => s.Length >= 8), hook.Secret])
        {
            if (secret is { Length: > 1 })
                reason = reason.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return reason;
    }
}
