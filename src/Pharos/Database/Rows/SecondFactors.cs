namespace Pharos.Database.Rows;

/// <summary>What a member's authenticator app and the server share, and how the trying of codes stands.</summary>
public sealed class SecondFactorRow
{
    public required long MemberId { get; init; }

    /// <summary>Encrypted for this member: see <c>SecondFactorSecrets</c>.</summary>
    public required byte[] Secret { get; set; }

    public required long CreatedAt { get; set; }

    /// <summary>When the member showed a code of it; null until then, and until then it counts for nothing.</summary>
    public long? ConfirmedAt { get; set; }

    /// <summary>The time step of the last code that was taken: neither it nor one before it is taken again.</summary>
    public long LastStep { get; set; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No code is looked at before then.</summary>
    public long BlockedUntil { get; set; }
}

/// <summary>A code that stands in for the authenticator app, once. The code itself is nowhere: only its digest.</summary>
public sealed class RecoveryCodeRow
{
    public required long MemberId { get; init; }

    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Digest { get; init; }
}
