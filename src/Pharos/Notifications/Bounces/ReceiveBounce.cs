using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Subscribers;

namespace Pharos.Notifications.Bounces;

/// <summary>
/// Takes in that a mail came back: <c>POST /delivery/bounce</c>, signed; docs/delivery.md tells how. One that says that the receiver is not there
/// counts towards quarantine, once for each mail; any other, or of nobody we know, changes nothing, and the answer does not tell which.
/// </summary>
internal static class ReceiveBounce
{
    public static async Task<EmptyResponse> Handle(BounceRequest request, PharosDb db, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        var status = Validate.Line(request.Status, "status", 100);
        var diagnostic = Validate.OptionalLine(request.Diagnostic, "diagnostic", 2000);
        var returnPath = Validate.OptionalLine(request.ReturnPath, "return_path", 512);
        var recipient = returnPath is null && request.Recipient is not null ? EmailAddressField.Check(request.Recipient, "recipient") : null;
        if (!RefusalStatus.Is(status))
            throw Errors.Invalid(Messages.BadBounceStatus, "status");
        if (returnPath is null && recipient is null)
            throw Errors.Missing("return_path");
        if (status[0] != '5' || RefusalStatus.IsReceivers(status) == false)
            return EmptyResponse.Instance;

        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        var reason = SendResult.Refused(diagnostic is null ? "bounced: " + status : $"bounced: {status} {diagnostic}").Reason!;
        foreach (var (id, changeId, seq) in returnPath is null ? await ByAddress(db, recipient!, cancel) : await ByTag(db, returnPath, cancel))
            await Refusals.Later(db, id, changeId, seq, reason, clock.Seconds(), cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static async Task<List<Mail>> ByTag(PharosDb db, string returnPath, CancellationToken cancel)
    {
        if (BounceTag.Parse(returnPath) is not { } tag)
            return [];
        var token = await db.Subscribers.Where(s => s.SubscriberId == tag.SubscriberId).Select(s => s.Token).SingleOrDefaultAsync(cancel);
        return token is not null && tag.IsProvedBy(token) ? [new Mail(tag.SubscriberId, tag.ChangeId, tag.Seq)] : [];
    }

    /// <summary>Which mail came back is not known: it counts for the last one that was sent there.</summary>
    private static async Task<List<Mail>> ByAddress(PharosDb db, string address, CancellationToken cancel)
    {
        var mails = new List<Mail>();
        foreach (var id in await db.Subscribers.Where(s => s.Method == SubscriptionMethod.Email && s.Recipient == address).Select(s => s.SubscriberId).ToListAsync(cancel))
        {
            if (await db.Deliveries.Where(d => d.SubscriberId == id && d.SentAt != null).OrderByDescending(d => d.SentAt).ThenByDescending(d => d.ChangeId)
                    .Select(d => new Mail(id, d.ChangeId, d.ToldThrough)).FirstOrDefaultAsync(cancel) is { } last)
                mails.Add(last);
        }

        return mails;
    }

    /// <param name="ChangeId">The event that it told of.</param>
    /// <param name="Seq">The last notification in it.</param>
    private sealed record Mail(long SubscriberId, long ChangeId, int Seq);
}

/// <summary>What a mail server said when it sent a mail back.</summary>
public sealed record BounceRequest
{
    /// <summary>The address that the bounce was sent to: it names the mail, where Pharos:Mail:BounceTo is set.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>The address that the mail could not be brought to; counts where there is no return path.</summary>
    public string? Recipient { get; set; }

    /// <summary>The status (RFC 3463), such as <c>5.1.1</c>; only those count that say that the receiver is not there: 5.0.x, 5.1.x, 5.2.1.</summary>
    [Required] public string? Status { get; set; }

    public string? Diagnostic { get; set; }
}
