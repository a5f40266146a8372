using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Envelope;
using Pharos.Delivery.Mail;
using Pharos.Storage;

namespace Pharos.Delivery.Bounces;

/// <summary>
/// Takes in that a mail came back: <c>POST /delivery/bounce</c>, signed; docs/delivery.md tells how. A permanent bounce counts like a
/// refusal by the mail server; one that is temporary, or of nobody we know, changes nothing, and the answer does not tell which.
/// </summary>
internal static class ReceiveBounce
{
    public static async Task<Nothing> Handle(BounceRequest request, StatusDb db, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        var status = Check.Line(request.Status, "status", 100);
        var diagnostic = Check.OptionalLine(request.Diagnostic, "diagnostic", 2000);
        var returnPath = Check.OptionalLine(request.ReturnPath, "return_path", 512);
        var recipient = Check.OptionalLine(request.Recipient, "recipient", 255);
        if (returnPath is null && recipient is null)
            throw Problem.Missing("return_path");
        if (status[0] != '5')
            return Nothing.ToSay;

        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        var reason = SendResult.Refused(diagnostic is null ? "bounced: " + status : $"bounced: {status} {diagnostic}").Reason!;
        foreach (var id in returnPath is null ? await ByAddress(db, recipient!, cancel) : await ByTag(db, returnPath, cancel))
            await Refusals.OfAddress(db, id, reason, clock.Seconds(), cancel);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }

    private static async Task<List<long>> ByTag(StatusDb db, string returnPath, CancellationToken cancel)
    {
        if (BounceTag.Parse(returnPath) is not var (id, proof))
            return [];
        var token = await db.Subscribers.Where(s => s.SubscriberId == id).Select(s => s.Token).SingleOrDefaultAsync(cancel);
        return token is not null && BounceTag.Proves(proof, token) ? [id] : [];
    }

    private static Task<List<long>> ByAddress(StatusDb db, string recipient, CancellationToken cancel)
    {
        var address = recipient.ToLowerInvariant();
        return db.Subscribers.Where(s => s.Method == Storage.Rows.SubscriptionMethod.Email && s.Recipient == address).Select(s => s.SubscriberId).ToListAsync(cancel);
    }
}

/// <summary>What a mail server said when it sent a mail back.</summary>
public sealed record BounceRequest
{
    /// <summary>The address that the bounce was sent to: it names the subscription, where Pharos:Mail:BounceTo is set.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>The address that the mail could not be brought to; counts where there is no return path.</summary>
    public string? Recipient { get; set; }

    /// <summary>The status (RFC 3463), such as <c>5.1.1</c>; only those with a 5 count.</summary>
    [Required] public string? Status { get; set; }

    public string? Diagnostic { get; set; }
}
