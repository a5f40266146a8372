namespace Pharos.OnCall.Incidents.Search;

/// <summary>
/// A full-text query: texts between spaces, all of which must occur. A text such as <c>web-01</c> is a phrase, and its
/// last word may be the beginning of a longer one.
/// </summary>
internal sealed class SearchQuery
{
    /// <summary>The maximum length of a query, in characters.</summary>
    public const int MaxLength = 255;

    private readonly IReadOnlyList<Phrase> phrases;

    private SearchQuery(IReadOnlyList<Phrase> phrases) => this.phrases = phrases;

    /// <summary>Whether the query has no letters and digits, so that it matches nothing.</summary>
    public bool IsEmpty => phrases.Count == 0;

    public static SearchQuery Parse(string text) =>
        new([
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(Phrase.Parse)
                .Where(phrase => phrase.Words.Count > 0)
                .DistinctBy(phrase => phrase.ToTsQuery(), StringComparer.Ordinal),
        ]);

    /// <summary>For SQLite's FTS5. Words contain only letters and digits, so nothing must be escaped.</summary>
    public string ToFts() => string.Join(" AND ", phrases.Select(phrase => phrase.ToFts()));

    /// <summary>For PostgreSQL's <c>tsquery</c>.</summary>
    public string ToTsQuery() => string.Join(" & ", phrases.Select(phrase => phrase.ToTsQuery()));

    /// <param name="Words">In the order of the index.</param>
    /// <param name="IsPrefix">Whether the last word may be the beginning of a longer one.</param>
    private sealed record Phrase(IReadOnlyList<string> Words, bool IsPrefix)
    {
        public static Phrase Parse(string text)
        {
            var runs = SearchWords.Runs(text).ToList();
            var words = new List<string>();
            foreach (var run in runs)
            {
                var isLast = run == runs[^1];
                if (!run.IsIdeographic)
                    words.AddRange(run.Parts());
                else
                {
                    words.AddRange(run.Pairs());
                    // The run ends here in the index, too, or the query is a single character.
                    if (!isLast || run.Characters.Count == 1)
                        words.Add(run.Last());
                }
            }

            return new Phrase(words, runs.Count > 0 && (!runs[^1].IsIdeographic || runs[^1].Characters.Count == 1));
        }

        public string ToFts() => $"\"{string.Join(' ', Words)}\"{(IsPrefix ? " *" : "")}";

        public string ToTsQuery() =>
            "(" + string.Join(" <-> ", Words.Select(word => $"'{word}'")) + (IsPrefix ? ":*" : "") + ")";
    }
}
