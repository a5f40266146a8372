using System.Net.Http.Headers;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>Posts messages to members' webhooks, each platform in its own format.</summary>
internal sealed class WebhookTransport(OutgoingHttp http, SlidingWindowLimiter limiter, TimeProvider clock)
{
    public async Task<SendResult> Send(WebhookPost post, CancellationToken cancel)
    {
        var (hook, message) = (post.Hook, post.Message.Printable());
        if (limiter.Take(hook.HookId, Limits(hook.Platform)) is > 0 and var wait)
            return SendResult.Held(wait);
        var request = Write(hook, message);
        try
        {
            var response = await http.PostJson(request.Url, WebhookRequest.Bytes(request.Json), cancel);
            var result = Read(hook.Platform, response);
            return result.Reason is null ? result : result with { Reason = WithoutSecrets(result.Reason, hook) };
        }
        catch (HttpRequestException fault) when (fault.InnerException is RefusedHostException refused)
        {
            return SendResult.Refused(refused.Message);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException)
        {
            // The same for a closed port, one that does not speak HTTPS, and one that does not answer: members choose
            // the address, and must not be able to scan hosts from this server.
            var reason = fault is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
                ? "unknown host"
                : "no HTTPS response";
            return SendResult.Later(WithoutSecrets($"{request.Url.Host}: {reason}", hook));
        }
    }

    private WebhookRequest Write(Webhook hook, WebhookMessage message) =>
        hook.Platform switch
        {
            ImPlatform.Slack => Slack.Write(hook, message),
            ImPlatform.Feishu => Feishu.Write(hook, message, clock.GetUtcNow().ToUnixTimeSeconds()),
            ImPlatform.Dingtalk => DingTalk.Write(hook, message, clock.GetUtcNow().ToUnixTimeMilliseconds()),
            ImPlatform.Wecom => WeCom.Write(hook, message),
            _ => throw new System.Diagnostics.UnreachableException($"unknown platform {hook.Platform}"),
        };

    /// <summary>
    /// Each platform's limit per webhook. Platforms reject messages beyond it, and some block the bot for ten minutes.
    /// </summary>
    private static (int Max, TimeSpan Within)[] Limits(ImPlatform platform) =>
        platform switch
        {
            ImPlatform.Slack => [(1, TimeSpan.FromSeconds(1))],
            ImPlatform.Feishu => [(5, TimeSpan.FromSeconds(1)), (100, TimeSpan.FromMinutes(1))],
            _ => [(20, TimeSpan.FromMinutes(1))],
        };

    private SendResult Read(ImPlatform platform, OutgoingResponse response)
    {
        var status = $"HTTP {response.Status}";
        return response.Status switch
        {
            >= 200 and < 300 => platform switch
            {
                ImPlatform.Slack => Slack.Read(response),
                ImPlatform.Feishu => Feishu.Read(response),
                ImPlatform.Dingtalk => DingTalk.Read(response),
                _ => WeCom.Read(response),
            },
            429 => SendResult.Later(status, Wait(response.RetryAfter)),
            408 or 425 or >= 500 => SendResult.Later(status, Wait(response.RetryAfter)),
            >= 300 and < 400 => SendResult.Refused(status + ": redirects are not followed"),
            // Feishu puts the reason into the body of a 400 response.
            _ when platform == ImPlatform.Feishu && WebhookReply.Code(response.Body, "code", "StatusCode") is > 0 =>
                Feishu.Read(response),
            _ when platform == ImPlatform.Slack => Slack.ReadRefusal(response),
            _ => SendResult.Refused(status),
        };
    }

    private long Wait(RetryConditionHeaderValue? asked) =>
        (long)
            Math.Clamp(
                (asked?.Delta ?? (asked?.Date - clock.GetUtcNow()) ?? TimeSpan.Zero).TotalSeconds,
                0,
                24 * 60 * 60
            );

    /// <summary>Masks the webhook's secrets: a response may quote the URL, and the URL is enough to post.</summary>
    private static string WithoutSecrets(string reason, Webhook hook)
    {
        var url = new Uri(hook.Url);
        foreach (
            var secret in (string?[])
                [
                    hook.Url,
                    url.PathAndQuery,
                    url.Query,
                    .. url.Segments.Where(s => s.Length >= 8).Select(s => s.Trim('/')),
                    .. url.Query.Split('=', '&').Where(s => s.Length >= 8),
                    hook.Secret,
                ]
        )
        {
            if (secret is { Length: > 1 })
                reason = reason.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return reason;
    }
}
