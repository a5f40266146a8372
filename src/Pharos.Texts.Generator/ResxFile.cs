using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Pharos.Texts.Generator;

/// <summary>The entries of a <c>.resx</c> file, in file order.</summary>
internal sealed class ResxFile
{
    /// <summary>The largest N of the <c>TextKeyN</c> types.</summary>
    private const int MaxPlaceholders = 3;

    private static readonly Regex Placeholder = new(
        @"\{(?<name>[^{}]*)\}",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    private readonly string path;
    private readonly Dictionary<string, Entry> byName;

    private ResxFile(string path, IReadOnlyList<Entry> entries)
    {
        (this.path, Entries) = (path, entries);
        byName = entries.GroupBy(e => e.Name).ToDictionary(g => g.Key, g => g.First());
    }

    /// <summary>Reports an error at a line, counted from 1.</summary>
    public delegate void Report(string path, int line, string message);

    public IReadOnlyList<Entry> Entries { get; }

    /// <param name="content">Null if the file does not exist.</param>
    public static ResxFile Read(string path, SourceText? content, Report report)
    {
        if (content is null)
        {
            report(path, 1, $"'{Path.GetFileName(path)}' is missing");
            return new ResxFile(path, []);
        }

        var entries = new List<Entry>();
        var identifiers = new HashSet<string>(StringComparer.Ordinal);
        var document = XDocument.Parse(content.ToString(), LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        foreach (var data in document.Root!.Elements("data"))
        {
            var text = (string?)data.Element("value") ?? "";
            var entry = new Entry((string)data.Attribute("name"), text, ((IXmlLineInfo)data).LineNumber);
            if (!identifiers.Add(entry.Identifier))
                report(path, entry.Line, $"'{entry.Name}' has the same key as another text");
            if (!Expected().SequenceEqual(entry.Placeholders))
                report(path, entry.Line, $"'{entry.Name}' has placeholders outside {{0}} to {{{MaxPlaceholders - 1}}}");
            entries.Add(entry);

            IEnumerable<string> Expected() =>
                Enumerable
                    .Range(0, Math.Min(entry.Placeholders.Count, MaxPlaceholders))
                    .Select(i => i.ToString(CultureInfo.InvariantCulture));
        }

        return new ResxFile(path, entries);
    }

    public Entry? Find(string name) => byName.TryGetValue(name, out var entry) ? entry : null;

    /// <summary>Reports each entry in which this translation differs from the neutral file.</summary>
    public void ReportDifferences(ResxFile neutral, Report report)
    {
        foreach (var entry in neutral.Entries.Where(e => Find(e.Name) is null))
            report(path, 1, $"'{entry.Name}' has no translation");
        foreach (var entry in Entries)
        {
            if (neutral.Find(entry.Name) is not { } original)
                report(path, entry.Line, $"'{entry.Name}' does not exist in the neutral file");
            else if (!original.Placeholders.SequenceEqual(entry.Placeholders))
                report(path, entry.Line, $"'{entry.Name}' has different placeholders in the neutral file");
        }
    }

    internal sealed class Entry(string name, string text, int line)
    {
        public string Name => name;

        public string Text => text;

        public int Line => line;

        /// <summary>The name in Pascal case: <c>change:write:create</c> becomes <c>ChangeWriteCreate</c>.</summary>
        public string Identifier { get; } =
            string.Concat(
                name.Split(':', '-')
                    .Where(word => word.Length > 0)
                    .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1))
            );

        /// <summary>The distinct placeholders, without braces, in ordinal order.</summary>
        public IReadOnlyList<string> Placeholders { get; } =
        [
            .. Placeholder
                .Matches(text)
                .Cast<Match>()
                .Select(m => m.Groups["name"].Value)
                .Distinct()
                .OrderBy(p => p, StringComparer.Ordinal),
        ];
    }
}
