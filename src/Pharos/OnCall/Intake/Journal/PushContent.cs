using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Journal;

/// <summary>What a push contains, in whatever format it came.</summary>
internal sealed record PushContent(IReadOnlyList<IncomingEvent> Events, IReadOnlyList<IncomingAction> Actions)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Options);

    public static PushContent Parse(byte[] json) => JsonSerializer.Deserialize<PushContent>(json, WireJson.Options)!;
}
