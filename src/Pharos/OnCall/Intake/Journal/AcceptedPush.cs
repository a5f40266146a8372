namespace Pharos.OnCall.Intake.Journal;

/// <summary>Valid events of one request, to be acknowledged once they are on disk.</summary>
/// <param name="ReceivedAt">Unix milliseconds.</param>
/// <param name="Body">A <see cref="PushContent"/> as JSON.</param>
internal sealed record AcceptedPush(long AccountId, long IntegrationId, long ReceivedAt, byte[] Body);
