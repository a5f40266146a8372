using Pharos.Database;

namespace Pharos.Notifications.Transports;

/// <summary>Chat platforms whose incoming webhooks are supported.</summary>
public enum ImPlatform
{
    Slack,
    Feishu,
    Dingtalk,
    Wecom,
}

/// <summary>A chat platform's incoming webhook.</summary>
/// <param name="Url">A secret: the URL is enough to post.</param>
/// <param name="Secret">Signing secret, for platforms that use one.</param>
/// <param name="HasFailures">Whether the latest posts were refused.</param>
internal sealed record Webhook(string HookId, ImPlatform Platform, string Url, string? Secret, bool HasFailures);

/// <summary>Finds webhooks and counts their refusals. Registered once, by the area that owns webhooks.</summary>
internal sealed record WebhookSource
{
    /// <summary>Finds webhooks by ID; leaves out those that may not be posted to.</summary>
    public required Func<
        PharosDb,
        IReadOnlyCollection<string>,
        CancellationToken,
        Task<Dictionary<string, Webhook>>
    > Load { get; init; }

    /// <summary>
    /// Resets the refusals of webhooks that accepted a message. Runs in the transaction that stores the result.
    /// </summary>
    public required Func<PharosDb, IReadOnlyCollection<string>, CancellationToken, Task> Accepted { get; init; }

    /// <summary>
    /// Counts a permanent refusal (reason, and time in Unix seconds), and quarantines the webhook after
    /// <see cref="Quarantine.MaxFailures"/> in a row. Runs in the transaction that stores the result.
    /// </summary>
    public required Func<PharosDb, string, string, long, CancellationToken, Task> Refused { get; init; }
}
