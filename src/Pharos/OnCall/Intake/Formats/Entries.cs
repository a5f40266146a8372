using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The outcome of reading one entry of a batch. A value instead of an exception, because a request may contain
/// thousands of malformed entries.
/// </summary>
internal readonly record struct Reading(IncomingEvent? Event, Message? Problem)
{
    public static implicit operator Reading(IncomingEvent read) => new(read, null);

    public static implicit operator Reading(Message problem) => new(null, problem);

    /// <exception cref="ApiException">The entry is malformed.</exception>
    public ParsedPush OrThrow() =>
        Event is null
            ? throw new ApiException(ErrorCode.InvalidParameter, Problem!)
            : new ParsedPush { Events = [Event] };
}

/// <summary>Where an entry is in the body, for the names of its fields in errors.</summary>
internal readonly record struct EntryPath(string List, int Index)
{
    /// <summary>The body is the only entry.</summary>
    public static readonly EntryPath Body = new("", -1);

    public override string ToString() => Index < 0 ? List : Validate.Index(List, Index);

    /// <summary>The path of a field of the entry, such as <c>alerts[2].labels</c>.</summary>
    public string Field(string name) => Index < 0 ? name : $"{this}.{name}";
}

internal static class Entries
{
    public delegate Reading Reader(JsonElement entry, EntryPath path);

    /// <summary>Reads the entries of an array one by one; those after the maximum are rejected.</summary>
    public static ParsedPush Read(JsonElement array, string list, int max, Reader read)
    {
        var events = new List<IncomingEvent>(Math.Min(array.GetArrayLength(), max));
        var rejected = new List<RejectedEntry>();
        var index = 0;
        foreach (var entry in array.EnumerateArray())
        {
            if (index == max)
            {
                rejected.Add(new RejectedEntry(index, new Message(IntakeMessages.EntriesLeftOut, list, max)));
                break;
            }

            var path = new EntryPath(list, index);
            var reading =
                entry.ValueKind == JsonValueKind.Object
                    ? read(entry, path)
                    : JsonFields.WrongType(path.ToString(), Messages.KindObject);
            if (reading.Event is { } accepted)
                events.Add(accepted);
            else
                rejected.Add(new RejectedEntry(index, reading.Problem!));
            index++;
        }

        return new ParsedPush { Events = events, Rejected = rejected };
    }
}
