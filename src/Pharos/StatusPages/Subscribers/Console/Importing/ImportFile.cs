using CsvHelper;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console.Importing;

/// <summary>A line of a file that cannot be imported.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">The beginning of the line.</param>
public sealed record InvalidLine(long Number, string Text, string Reason);

/// <summary>The content of a file of subscribers.</summary>
/// <param name="Right">Valid subscribers; lines of the same recipient are merged.</param>
/// <param name="RightLines">The number of lines in <paramref name="Right"/>.</param>
/// <param name="IsWhole">
/// Whether the whole file was read: reading stops after <see cref="ImportFile.MostWrong"/> invalid lines.
/// </param>
public sealed record ReadImport(
    IReadOnlyList<ImportedSubscriber> Right,
    int RightLines,
    IReadOnlyList<InvalidLine> Wrong,
    bool IsWhole
);

/// <summary>
/// Reads the export's format (<c>Method,Recipient,Components,Subscribe All,Locale</c>), also with semicolons or tabs,
/// or a plain list of recipients. Validates each line with the import's rules, so that the import accepts what is valid
/// here.
/// </summary>
/// <param name="components">IDs of the page's components, by name and by ID.</param>
/// <param name="members">IDs of the account's members, by address and by ID; null on public pages.</param>
internal sealed class ImportFile(
    SubscriptionMethod method,
    NameLookup<string> components,
    IReadOnlyDictionary<string, string>? members,
    ConsoleLocalizer texts
)
{
    /// <summary>Reading stops after this many invalid lines: the file is probably in another format.</summary>
    public const int MostWrong = 1000;

    private const int MostShown = 100;

    private readonly Dictionary<string, ImportedSubscriber> right = new(StringComparer.Ordinal);
    private readonly List<InvalidLine> wrong = [];
    private int rightLines;

    public ReadImport Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        using var csv = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = Separator(text),
                TrackLineNumbers = true,
                SkipEmptyLines = true,
            }
        );
        var columns = new Columns(0, -1, -1, -1, -1);
        var first = true;
        while (csv.Read())
        {
            var fields = new string[csv.FieldCount];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = Cell(csv.GetString(i));
            if (fields.All(f => f.Length == 0))
                continue;
            if (first && Columns.OfHeader(fields) is { } header)
                columns = header;
            else
                Take(csv.LineNumber, fields, columns);
            first = false;
            if (wrong.Count >= MostWrong)
                return new ReadImport([.. right.Values], rightLines, wrong, IsWhole: false);
        }

        return new ReadImport([.. right.Values], rightLines, wrong, IsWhole: true);
    }

    /// <summary>
    /// The first comma, semicolon or tab outside quotes: spreadsheets write semicolons where the comma is the decimal
    /// point, and tabs as "Unicode text". Addresses contain none of them.
    /// </summary>
    private static char Separator(string text)
    {
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c is ',' or ';' or '\t')
                return c;
        }

        return ',';
    }

    private void Take(long number, string[] fields, Columns columns)
    {
        try
        {
            var one = Subscriber(fields, columns);
            // Lines whose recipients have the same stored form are one subscriber.
            var key = one.Check("line", method, texts.Language).Recipient;
            one.Recipient = key;
            right[key] = right.TryGetValue(key, out var before) ? Together(before, one) : one;
            rightLines++;
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            wrong.Add(new InvalidLine(number, Shown(fields), Reason(error)));
        }
    }

    private ImportedSubscriber Subscriber(string[] fields, Columns columns)
    {
        string Of(int column) => column >= 0 && column < fields.Length ? fields[column] : "";
        if (Of(columns.Method) is { Length: > 0 } named && named != WireName<SubscriptionMethod>.ToWire(method))
            throw Errors.Invalid(
                Messages.WrongType,
                "line.method",
                new Message(Messages.KindOneOf, WireName<SubscriptionMethod>.ToWire(method))
            );
        var names = Of(columns.Components)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ids = new List<string?>(names.Length);
        foreach (var name in names)
            ids.Add(
                components.TryGetValue(name, out var id)
                    ? id
                    : throw Errors.Invalid(Messages.UnknownComponent, "line.component_ids")
            );
        bool? all = Of(columns.All).ToLowerInvariant() switch
        {
            // A plain list subscribes to everything; the export's format has a column for that.
            "" => columns.All < 0 && ids.Count == 0,
            "true" => true,
            "false" => false,
            _ => throw Errors.Invalid(Messages.WrongType, "line.all", new Message(Messages.KindBoolean)),
        };
        return new ImportedSubscriber
        {
            Recipient = Recipient(Of(columns.Recipient)),
            ComponentIds = ids.Count == 0 ? null : [.. ids.Distinct(StringComparer.Ordinal)],
            All = all,
            Locale = Of(columns.Locale) is { Length: > 0 } locale ? locale : null,
        };
    }

    private string Recipient(string given)
    {
        if (members is null)
            return given;
        return members.TryGetValue(given.ToLowerInvariant(), out var id)
            ? id
            : throw Errors.Invalid(Messages.UnknownMember, "line.recipient");
    }

    private static ImportedSubscriber Together(ImportedSubscriber before, ImportedSubscriber one) =>
        one with
        {
            All = before.All == true || one.All == true,
            ComponentIds =
            [
                .. (before.ComponentIds ?? []).Concat(one.ComponentIds ?? []).Distinct(StringComparer.Ordinal),
            ],
            Locale = one.Locale ?? before.Locale,
        };

    private string Reason(ApiException error) =>
        error.Text switch
        {
            { Args: ["line.method", ..] } => texts.Format(
                SubscribersTexts.ImportOtherMethod,
                WireName<SubscriptionMethod>.ToWire(method)
            ),
            { Args: ["line.all", ..] } when error.Reason == ErrorReason.Missing => texts[
                SubscribersTexts.ImportFollowsNothing
            ],
            { Args: ["line.recipient", ..] } => texts.Of(error.Text, texts[SubscribersTexts.SubscriberLabel]),
            { Args: ["line.locale", ..] } => texts.Of(error.Text, texts[SubscribersTexts.SubscriberLocale]),
            { Args: ["line.all", ..] } => texts.Of(error.Text, "Subscribe All"),
            _ => texts.Of(error.Text, "Components"),
        };

    private static string Shown(string[] fields)
    {
        var line = string.Join(", ", fields.Where(f => f.Length > 0)).ReplaceLineEndings(" ");
        return line.Length <= MostShown
            ? line
            : line[..(char.IsHighSurrogate(line[MostShown - 1]) ? MostShown - 1 : MostShown)] + "…";
    }

    /// <summary>Removes the apostrophe that the export puts before text that looks like a formula.</summary>
    private static string Cell(string cell)
    {
        var text = cell.Trim();
        return text is ['\'', '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? text[1..] : text;
    }

    /// <summary>Column indexes; -1 for a missing column.</summary>
    private sealed record Columns(int Recipient, int Method, int Components, int All, int Locale)
    {
        /// <summary>Null if the first line is not a header.</summary>
        public static Columns? OfHeader(string[] fields)
        {
            int Of(params string[] names) =>
                Array.FindIndex(fields, f => names.Contains(f.TrimStart('\uFEFF'), StringComparer.OrdinalIgnoreCase));
            var recipient = Of("Recipient", "Email", "E-mail", "Member");
            return recipient < 0
                ? null
                : new Columns(recipient, Of("Method"), Of("Components"), Of("Subscribe All"), Of("Locale"));
        }
    }
}
