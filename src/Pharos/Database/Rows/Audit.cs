using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Database.Rows;

/// <summary>A line of the audit log. Written once, never changed, and kept whatever becomes of what it names.</summary>
public sealed class AuditRow
{
    public required long AccountId { get; init; }

    /// <summary>Sorts by time: see <see cref="AuditIds"/>.</summary>
    public required long AuditId { get; init; }

    /// <summary>0 for whoever is at the machine and names no member.</summary>
    public required long MemberId { get; init; }

    /// <summary>As it was then.</summary>
    public required string MemberName { get; init; }

    public string? KeyId { get; init; }
    public string? KeyName { get; init; }
    public required EntryPoint Door { get; init; }
    public required string ClientAddress { get; init; }
    public required string RequestId { get; init; }
    public required string Operation { get; init; }
    public required bool IsDangerous { get; init; }
    public required bool IsWrite { get; init; }
    public required string About { get; init; }

    /// <summary>The request as JSON, without secrets; cut off where it is long.</summary>
    public required string Body { get; init; }
}

/// <summary>A write that a client named, and what it was answered: sent again, it is not done again.</summary>
public sealed class IdempotencyKeyRow
{
    public required long AccountId { get; init; }

    /// <summary>SHA-256 of the name that the client gave it.</summary>
    public required byte[] Name { get; init; }

    /// <summary>Who sent it: the APP Key's ID, or what tells a session.</summary>
    public required string Sender { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required byte[] Digest { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>Readable only to whoever has the secret of the sender: an answer may hold a link that lets somebody in.</summary>
    public required byte[] Answer { get; set; }
}
