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
/// <param name="Url">A secret: whoever has it can post.</param>
/// <param name="Secret">What messages are signed with, where the platform wants that.</param>
/// <param name="HasFailures">Whether the last posts were refused.</param>
internal sealed record Webhook(string HookId, ImPlatform Platform, string Url, string? Secret, bool HasFailures);

/// <summary>Finds webhooks, and keeps count of how they respond. The area that owns them registers one.</summary>
internal sealed record WebhookSource
{
    /// <summary>Webhooks that may be posted to, by ID; others are left out.</summary>
    public required Func<
        PharosDb,
        IReadOnlyCollection<string>,
        CancellationToken,
        Task<Dictionary<string, Webhook>>
    > Load { get; init; }

    /// <summary>
    /// Forgets earlier refusals of webhooks that accepted a message. Runs in the transaction that stores the result.
    /// </summary>
    public required Func<PharosDb, IReadOnlyCollection<string>, CancellationToken, Task> Accepted { get; init; }

    /// <summary>
    /// Counts a permanent refusal (its reason, and when in Unix seconds), and quarantines the webhook after
    /// <see cref="Quarantine.MostFailures"/> in a row. Runs in the transaction that stores the result.
    /// </summary>
    public required Func<PharosDb, string, string, long, CancellationToken, Task> Refused { get; init; }
}
