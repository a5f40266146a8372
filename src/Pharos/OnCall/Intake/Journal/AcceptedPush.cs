namespace Pharos.OnCall.Intake.Journal;

/// <summary>A push whose payload is valid, to be acknowledged once it is on disk.</summary>
/// <param name="Format">The name of the payload's format.</param>
/// <param name="Options">The parameters of the address that change the events, as JSON.</param>
/// <param name="ReceivedAt">Unix milliseconds.</param>
public sealed record AcceptedPush(
    long AccountId,
    long IntegrationId,
    string Format,
    string Options,
    ReadOnlyMemory<byte> Body,
    long ReceivedAt
);
