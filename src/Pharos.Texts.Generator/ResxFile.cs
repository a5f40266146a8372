using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Pharos.Texts.Generator;

/// <summary>The entries of one <c>.resx</c> file, in their order.</summary>
internal sealed class ResxFile(string path, IReadOnlyList<ResxFile.Entry> entries)
{
    /// <summary>The greatest number of placeholders for which there is a <c>TextKeyN</c>.</summary>
    private const int MaxPlaceholders = 3;

    private static readonly Regex Placeholder = new(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly Dictionary<string, Entry> byName = entries.GroupBy(e => e.Name).ToDictionary(g => g.Key, g => g.First());

    public IReadOnlyList<Entry> Entries => entries;

    public static ResxFile Read(string path, SourceText? content, SourceProductionContext output, DiagnosticDescriptor wrong)
    {
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (content is null)
            output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, 1), $"'{Path.GetFileName(path)}' is missing"));
        var root = content is null ? null : XDocument.Parse(content.ToString(), LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root;
        foreach (var data in root?.Elements("data") ?? [])
        {
            var entry = new Entry((string)data.Attribute("name"), (string?)data.Element("value") ?? "", ((IXmlLineInfo)data).LineNumber);
            var placeholders = entry.PlaceholderNames;
            if (!names.Add(entry.Identifier))
                output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, entry.Line), $"'{entry.Name}' has the key of another text"));
            if (placeholders.Count > MaxPlaceholders || !placeholders.SequenceEqual(placeholders.Select((_, i) => i.ToString(CultureInfo.InvariantCulture))))
                output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, entry.Line), $"'{entry.Name}' may have placeholders {{0}} to {{{MaxPlaceholders - 1}}}, without gaps"));
            entries.Add(entry);
        }

        return new ResxFile(path, entries);
    }

    public Entry? Find(string name) => byName.TryGetValue(name, out var entry) ? entry : null;

    /// <summary>Reports each entry in which this translation differs from the neutral file.</summary>
    public void ReportDifferences(ResxFile neutral, SourceProductionContext output, DiagnosticDescriptor wrong)
    {
        foreach (var entry in neutral.Entries.Where(e => Find(e.Name) is null))
            output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, 1), $"'{entry.Name}' has no translation in '{Path.GetFileName(path)}'"));
        foreach (var entry in entries)
        {
            if (neutral.Find(entry.Name) is not { } original)
                output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, entry.Line), $"'{entry.Name}' translates no text"));
            else if (!original.PlaceholderNames.SequenceEqual(entry.PlaceholderNames))
                output.ReportDiagnostic(Diagnostic.Create(wrong, At(path, entry.Line), $"'{entry.Name}' has other placeholders than the original"));
        }
    }

    private static Location At(string path, int line)
    {
        var position = new LinePosition(Math.Max(0, line - 1), 0);
        return Location.Create(path, default, new LinePositionSpan(position, position));
    }

    internal sealed class Entry(string name, string text, int line)
    {
        public string Name => name;

        public string Text => text;

        public int Line => line;

        /// <summary>The name in Pascal case: <c>change:write:create</c> becomes <c>ChangeWriteCreate</c>.</summary>
        public string Identifier { get; } = string.Concat(
            name.Split(':', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

        /// <summary>What is between braces, each once, in ordinal order.</summary>
        public IReadOnlyList<string> PlaceholderNames { get; } =
            [.. Placeholder.Matches(text).Cast<Match>().Select(m => m.Groups["name"].Value).Distinct().OrderBy(p => p, StringComparer.Ordinal)];

        public int Placeholders => PlaceholderNames.Count;
    }
}
