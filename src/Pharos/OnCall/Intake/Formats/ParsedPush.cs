using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// What a format reads from one request. Without events and actions but with rejected entries, nothing was accepted;
/// without all three, the request was a test or reported nothing of interest.
/// </summary>
public sealed record ParsedPush
{
    public static readonly ParsedPush Nothing = new();

    public IReadOnlyList<IncomingEvent> Events { get; init; } = [];
    public IReadOnlyList<IncomingAction> Actions { get; init; } = [];

    /// <summary>The entries of a batch that are malformed. The others are accepted.</summary>
    public IReadOnlyList<RejectedEntry> Rejected { get; init; } = [];

    /// <summary>How many alerts the sender left out of its request.</summary>
    public long LeftOut { get; init; }
}

/// <param name="Index">The position in the batch, from 0.</param>
/// <param name="Reason">Names the field, with its path, and what is allowed.</param>
public sealed record RejectedEntry(int Index, Message Reason);
