using System.Globalization;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Reads a history file: one event a line, as JSON. The format is described in <c>docs/import.md</c>.
/// </summary>
public static class HistoryFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">The whole of it, UTF-8.</param>
    /// <param name="now">Unix seconds: what is to be imported lies before.</param>
    /// <exception cref="HistoryException">
    /// Every line that is at fault, not only the first: a file is put right in one go.
    /// </exception>
    public static IReadOnlyList<HistoryChange> Read(ReadOnlyMemory<byte> file, long now)
    {
        if (file.Span.StartsWith(ByteOrderMark))
            file = file[ByteOrderMark.Length..];
        var events = new List<HistoryChange>();
        var faults = new List<string>();
        var lineOfId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var line = 1; !file.IsEmpty; line++)
        {
            var end = file.Span.IndexOf((byte)'\n');
            var text = end < 0 ? file : file[..end];
            file = end < 0 ? default : file[(end + 1)..];
            if (text.Span.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
                continue;
            try
            {
                var one = HistoryLine.Parse(line, text, now);
                if (!lineOfId.TryAdd(one.Id, line))
                    throw new FormatException(
                        "id: is the same as in line "
                            + $"{lineOfId[one.Id].ToString(CultureInfo.InvariantCulture)}; each event has one of "
                            + "its own"
                    );
                events.Add(one);
            }
            catch (FormatException fault)
            {
                faults.Add($"line {line.ToString(CultureInfo.InvariantCulture)}: {fault.Message}");
            }
        }

        return faults.Count == 0 ? events : throw new HistoryException(faults);
    }
}
