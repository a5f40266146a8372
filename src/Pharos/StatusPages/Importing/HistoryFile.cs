using System.Globalization;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Reads a history file: one change per line, as JSON. <c>docs/import.md</c> describes the format.
/// </summary>
public static class HistoryFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">The whole file, in UTF-8.</param>
    /// <param name="now">Unix seconds; no change may be later.</param>
    /// <exception cref="HistoryException">Lists every invalid line, so that all can be fixed at once.</exception>
    public static IReadOnlyList<HistoryChange> Read(ReadOnlyMemory<byte> file, long now)
    {
        if (file.Span.StartsWith(ByteOrderMark))
            file = file[ByteOrderMark.Length..];
        var changes = new List<HistoryChange>();
        var errors = new List<string>();
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
                        $"id: is already used in line {lineOfId[one.Id].ToString(CultureInfo.InvariantCulture)}"
                    );
                changes.Add(one);
            }
            catch (FormatException fault)
            {
                errors.Add($"line {line.ToString(CultureInfo.InvariantCulture)}: {fault.Message}");
            }
        }

        return errors.Count == 0 ? changes : throw new HistoryException(errors);
    }
}
