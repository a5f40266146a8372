using System.Collections.Frozen;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>
/// A kind of notification with an audience: one notification becomes a delivery for each recipient. Recipients are
/// found in SQL. Content is composed once for all recipients of the same text. Later notifications of a subject fold
/// into its waiting delivery.
/// </summary>
/// <param name="Name">Stored in <c>notifications.kind</c>; must never change.</param>
internal sealed record AudienceKind(string Name)
{
    /// <summary>
    /// Inserts the deliveries of the next recipients after the notification's cursor, in the order of their IDs and at
    /// most as many as the third argument says. The statement must end with <see cref="FanOut.OrFold"/>. All deliveries
    /// of a queue must use email, or all must use webhooks: while the SMTP server is unreachable, whole queues are
    /// skipped.
    /// </summary>
    /// <returns>The last recipient's ID, or null when the audience is complete.</returns>
    public required Func<PharosDb, NotificationRow, int, long, CancellationToken, Task<long?>> Expand { get; init; }

    /// <summary>
    /// Loads the content of claimed deliveries. Leaves out those whose recipient or content no longer exists; they fail
    /// without an attempt. Runs in a read snapshot.
    /// </summary>
    public required Func<
        PharosDb,
        IReadOnlyList<ClaimedDelivery>,
        CancellationToken,
        Task<List<LoadedDelivery>>
    > Load { get; init; }

    /// <summary>
    /// Resets the refusals of recipients whose address accepted an email. Runs in the transaction that stores the
    /// result.
    /// </summary>
    public required Func<PharosDb, IReadOnlyCollection<long>, CancellationToken, Task> Accepted { get; init; }

    /// <summary>
    /// Counts a permanent refusal against the recipient's address. Runs in the transaction that stores the result.
    /// </summary>
    public required Func<PharosDb, long, string, long, CancellationToken, Task> Refused { get; init; }

    /// <summary>
    /// Counts a bounce of an email that was accepted earlier. Ignores emails of other kinds. Runs in a transaction.
    /// </summary>
    public required Func<PharosDb, BouncedEmail, CancellationToken, Task> Bounced { get; init; }
}

/// <summary>An email that bounced permanently.</summary>
/// <param name="ReturnPath">
/// The address the bounce was sent to, which may contain a <see cref="Transports.Email.BounceTag"/>; null when unknown.
/// </param>
/// <param name="Address">The recipient, when there is no return path.</param>
/// <param name="Reason">The mail server's error message.</param>
/// <param name="Now">Unix seconds.</param>
internal sealed record BouncedEmail(string? ReturnPath, string? Address, string Reason, long Now);

/// <summary>
/// A kind of message to one recipient with content of its own, such as a confirmation link, an invitation, or an alert
/// to the engineer on call. Such messages are claimed before all deliveries with an audience, at most half a second
/// after the commit that stores them.
/// </summary>
/// <param name="Name">Stored in <c>letters.kind</c>; must never change.</param>
internal sealed record MessageKind(string Name)
{
    /// <summary>
    /// Checked right before each attempt; if false, the message is cancelled. An on-call alert checks whether the
    /// incident was acknowledged. Null for messages that are always wanted.
    /// </summary>
    public Func<PharosDb, OutgoingMessageRow, CancellationToken, Task<bool>>? IsStillWanted { get; init; }

    /// <summary>Composes the email. Null for kinds that never use email.</summary>
    public Func<PharosDb, OutgoingMessageRow, CancellationToken, Task<ComposedEmail>>? ComposeEmail { get; init; }

    /// <summary>Composes the message to a webhook. Null for kinds that never use one.</summary>
    public Func<
        PharosDb,
        OutgoingMessageRow,
        CancellationToken,
        Task<Transports.WebhookMessage>
    >? ComposeWebhook { get; init; }

    /// <summary>
    /// Called when the recipient's address refused an email for good, in the transaction that stores the result.
    /// </summary>
    public Func<PharosDb, OutgoingMessageRow, string, CancellationToken, Task>? Refused { get; init; }

    /// <summary>Seconds before the second attempt; later waits double, up to an hour.</summary>
    public long FirstRetryAfter { get; init; } = RetrySchedule.First;
}

/// <param name="Sender">Display name of the sender, used when the configured address has none.</param>
internal sealed record ComposedEmail(Transports.Email.OutgoingEmail Message, string Sender);

/// <summary>All registered kinds, by name.</summary>
internal sealed class NotificationKinds(IEnumerable<AudienceKind> audiences, IEnumerable<MessageKind> messages)
{
    private readonly FrozenDictionary<string, AudienceKind> audiences = audiences.ToFrozenDictionary(
        k => k.Name,
        StringComparer.Ordinal
    );
    private readonly FrozenDictionary<string, MessageKind> messages = messages.ToFrozenDictionary(
        k => k.Name,
        StringComparer.Ordinal
    );

    public IReadOnlyList<AudienceKind> Audiences => audiences.Values;

    /// <exception cref="InvalidOperationException">No area registered it.</exception>
    public AudienceKind Audience(string name) => audiences.GetValueOrDefault(name) ?? throw Unknown(name);

    /// <inheritdoc cref="Audience"/>
    public MessageKind Message(string name) => messages.GetValueOrDefault(name) ?? throw Unknown(name);

    private static InvalidOperationException Unknown(string name) => new($"unknown kind of notification '{name}'");
}
