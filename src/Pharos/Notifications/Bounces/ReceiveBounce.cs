using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications.Bounces;

/// <summary>
/// Receives a bounce: <c>POST /delivery/bounce</c>, signed as docs/delivery.md describes. A bounce counts towards
/// quarantine, once per email, when it means that the recipient does not exist. Other bounces, and those of unknown
/// recipients, change nothing; the response is the same.
/// </summary>
internal static class ReceiveBounce
{
    public static async Task<EmptyResponse> Handle(
        BounceRequest request,
        PharosDb db,
        WriteTransactions writes,
        NotificationKinds kinds,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var status = Validate.Line(request.Status, "status", 100);
        var diagnostic = Validate.OptionalLine(request.Diagnostic, "diagnostic", 2000);
        var returnPath = Validate.OptionalLine(request.ReturnPath, "return_path", 512);
        var recipient =
            returnPath is null && request.Recipient is not null
                ? EmailAddressField.Check(request.Recipient, "recipient")
                : null;
        if (!RefusalStatus.Is(status))
            throw Errors.Invalid(Messages.BadBounceStatus, "status");
        if (returnPath is null && recipient is null)
            throw Errors.Missing("return_path");
        if (status[0] != '5' || RefusalStatus.IsRecipients(status) == false)
            return EmptyResponse.Instance;

        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        var reason = SendResult
            .Refused(diagnostic is null ? "bounced: " + status : $"bounced: {status} {diagnostic}")
            .Reason!;
        foreach (var kind in kinds.Audiences)
            await kind.Bounced(db, new BouncedEmail(returnPath, recipient, reason, clock.Seconds()), cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>A bounce as reported by a mail server.</summary>
public sealed record BounceRequest
{
    /// <summary>
    /// The address that the bounce was sent to. It identifies the email when Pharos:Mail:BounceTo is set.
    /// </summary>
    public string? ReturnPath { get; set; }

    /// <summary>The address that could not be delivered to; used when there is no return path.</summary>
    public string? Recipient { get; set; }

    /// <summary>
    /// The status (RFC 3463), such as <c>5.1.1</c>. Only 5.0.x, 5.1.x and 5.2.1 count: they can mean that the recipient
    /// does not exist.
    /// </summary>
    [Required]
    public string? Status { get; set; }

    public string? Diagnostic { get; set; }
}
