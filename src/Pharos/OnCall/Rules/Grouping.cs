using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>An incident that an alert could join. Only incidents of the same space may be offered.</summary>
public sealed record GroupCandidate
{
    public required string IncidentId { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long StartTime { get; init; }

    /// <summary>When the last alert joined, in unix seconds; its start if none did.</summary>
    public required long LastMergeTime { get; init; }
    public int AlertCount { get; init; }
    public bool IsClosed { get; init; }

    /// <summary>Whether a person has switched joining off.</summary>
    public bool IsMergeDisabled { get; init; }

    /// <summary>For grouping by rules: <see cref="Grouping.Digests"/> of its first alert.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>For grouping by similarity: the profile of its first alert.</summary>
    public SimilarityProfile? Profile { get; init; }
}

/// <summary>Decides which open incident of a space an alert joins. Immutable and thread-safe.</summary>
public sealed class Grouping
{
    /// <summary>The maximum number of keys in a list of keys.</summary>
    public const int MaxKeys = 5;

    /// <summary>The maximum number of lists of keys.</summary>
    public const int MaxLists = 5;
    public const int MaxCases = 100;
    public const int MaxThresholds = 5;
    public const int MaxSimilarityKeys = 10;

    /// <summary>The longest window, in minutes.</summary>
    public const int MaxWindow = 43_200;

    /// <summary>The maximum number of alerts in an incident.</summary>
    public const int MaxAlerts = 5_000;

    /// <summary>How many candidates are compared by similarity; pass the newest ones first.</summary>
    public const int MaxCandidates = 1_000;

    private static readonly string[] DefaultSimilarityKeys =
    [
        "title",
        "description",
        "labels.service",
        "labels.resource",
    ];

    private readonly (Filter If, FilterKey[] Keys)[] cases;
    private readonly FilterKey[][] keyLists;
    private readonly FilterKey[] similarityKeys;
    private readonly bool missingDiffers;
    private readonly long windowSeconds;
    private readonly GroupWindow window;
    private readonly double minScore;

    private Grouping(GroupFields wire, string field)
    {
        Method = Validate.Required(wire.Method, field + ".method");
        keyLists = Lists(wire.EqualKeys, field + ".equals");
        cases = Cases(wire.Cases, field + ".cases");
        missingDiffers = wire.AllEqualsRequired ?? false;
        windowSeconds = Validate.Range(wire.TimeWindow ?? 0, field + ".time_window", 0, MaxWindow) * 60;
        window = wire.WindowType ?? GroupWindow.Tumbling;
        minScore = wire.IScoreThreshold ?? 0.9;
        if (minScore is not (>= 0.5 and <= 1))
            throw Errors.Invalid(RuleMessages.NumberOutOfRange, field + ".i_score_threshold", "0.5", 1);
        similarityKeys = wire.IKeys is { Count: > 0 } keys
            ? Keys(keys, field + ".i_keys", MaxSimilarityKeys)
            : Keys(DefaultSimilarityKeys, field + ".i_keys", MaxSimilarityKeys);
        StormThresholds = Thresholds(wire, field);
    }

    /// <summary>Every alert is an incident: the default.</summary>
    public static Grouping None { get; } = new(new GroupFields { Method = GroupMethod.N }, "group");

    public GroupMethod Method { get; }

    /// <summary>Ascending, without duplicates.</summary>
    public IReadOnlyList<int> StormThresholds { get; }

    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public static Grouping Parse(GroupFields? wire, string field) => wire is null ? None : new Grouping(wire, field);

    /// <summary>
    /// For grouping by rules: one digest per list of keys that applies to an alert, 32 hex digits each. Alerts with a
    /// common digest belong together. Empty if the alert can't be grouped. Store the digests of an incident's first
    /// alert with the incident.
    /// </summary>
    public IReadOnlyList<string> Digests(FilterSubject alert)
    {
        if (Method != GroupMethod.P)
            return [];
        foreach (var (condition, keys) in cases)
        {
            if (condition.Matches(alert))
                return Digest(keys, alert) is { } digest ? [digest] : [];
        }

        var digests = new List<string>(keyLists.Length);
        foreach (var keys in keyLists)
        {
            if (Digest(keys, alert) is { } digest)
                digests.Add(digest);
        }

        return digests;
    }

    /// <summary>For grouping by similarity: what to compare of an alert.</summary>
    public SimilarityProfile Profile(FilterSubject alert) => SimilarityProfile.From(similarityKeys, alert);

    /// <summary>
    /// The incident that an alert joins: of several that fit, the most similar one, then the one with the latest start.
    /// Null: the alert starts an incident.
    /// </summary>
    /// <param name="alert">The alert.</param>
    /// <param name="candidates">Open incidents of the space, the newest first.</param>
    /// <param name="now">Unix seconds.</param>
    public GroupCandidate? Join(FilterSubject alert, IEnumerable<GroupCandidate> candidates, long now) =>
        Method switch
        {
            GroupMethod.P when Digests(alert) is { Count: > 0 } digests => Best(candidates, now, candidate =>
                Share(digests, candidate.Digests) ? 1 : 0
            ),
            GroupMethod.I when Profile(alert) is var profile => Best(candidates, now, candidate =>
                candidate.Profile is { } other && profile.Score(other) is var s && s >= minScore ? s : 0
            ),
            _ => null,
        };

    private GroupCandidate? Best(IEnumerable<GroupCandidate> candidates, long now, Func<GroupCandidate, double> score)
    {
        GroupCandidate? best = null;
        double bestScore = 0;
        var seen = 0;
        foreach (var candidate in candidates)
        {
            if (++seen > MaxCandidates)
                break;
            if (!Takes(candidate, now))
                continue;
            var one = score(candidate);
            if (one <= 0 || one < bestScore || (best is not null && one == bestScore && !IsNewer(candidate, best)))
                continue;
            (best, bestScore) = (candidate, one);
        }

        return best;
    }

    /// <summary>Whether an incident still takes alerts, whatever they are.</summary>
    private bool Takes(GroupCandidate candidate, long now) =>
        candidate is { IsClosed: false, IsMergeDisabled: false, AlertCount: < MaxAlerts }
        && (
            windowSeconds == 0
            || now - (window == GroupWindow.Tumbling ? candidate.StartTime : candidate.LastMergeTime) <= windowSeconds
        );

    private static bool IsNewer(GroupCandidate one, GroupCandidate other) =>
        one.StartTime != other.StartTime
            ? one.StartTime > other.StartTime
            : string.CompareOrdinal(one.IncidentId, other.IncidentId) > 0;

    private static bool Share(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        foreach (var digest in one)
        {
            for (var i = 0; i < other.Count; i++)
            {
                if (digest == other[i])
                    return true;
            }
        }

        return false;
    }

    private string? Digest(FilterKey[] keys, FilterSubject alert)
    {
        var text = new StringBuilder();
        foreach (var key in keys)
        {
            var value = key.Read(alert);
            if (value is null && missingDiffers)
                return null;
            // The lengths keep different values from running into the same text.
            text.Append((int)key.From).Append(':').Append(key.Name.Length).Append(':').Append(key.Name);
            text.Append(value?.Length ?? -1).Append(':').Append(value);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private static FilterKey[][] Lists(List<List<string?>?>? wire, string field)
    {
        if (Validate.OptionalItems(wire, field) is not { } lists)
            return [];
        if (lists.Count > MaxLists)
            throw Errors.Invalid(Messages.TooMany, field, MaxLists);
        return [.. lists.Select((list, i) => Keys(list, Validate.Index(field, i), MaxKeys))];
    }

    private static FilterKey[] Keys(IReadOnlyList<string?>? wire, string field, int max)
    {
        var keys = Validate.Items(wire, field);
        if (keys.Count > max)
            throw Errors.Invalid(Messages.TooMany, field, max);
        return [.. keys.Select((key, i) => FilterKey.Check(key, Validate.Index(field, i)))];
    }

    private static (Filter If, FilterKey[] Keys)[] Cases(List<GroupCaseFields?>? wire, string field)
    {
        if (Validate.OptionalItems(wire, field) is not { } items)
            return [];
        if (items.Count > MaxCases)
            throw Errors.Invalid(Messages.TooMany, field, MaxCases);
        return
        [
            .. items.Select(
                (item, i) =>
                    (
                        Filter.ParseFlat(item.If, Validate.Index(field, i) + ".if"),
                        Keys(item.EqualKeys, Validate.Index(field, i) + ".equals", MaxKeys)
                    )
            ),
        ];
    }

    private static IReadOnlyList<int> Thresholds(GroupFields wire, string field)
    {
        var single = Validate.Range(wire.StormThreshold ?? 0, field + ".storm_threshold", 0, Rules.StormThresholds.Max);
        field += ".storm_thresholds";
        if (wire.StormThresholds is not { } items)
            return single >= Rules.StormThresholds.Min ? [(int)single] : [];
        if (items.Count > MaxThresholds)
            throw Errors.Invalid(Messages.TooMany, field, MaxThresholds);
        var thresholds = new SortedSet<int>();
        for (var i = 0; i < items.Count; i++)
        {
            var one = Validate.Index(field, i);
            var value = Validate.Required(items[i], one);
            thresholds.Add((int)Validate.Range(value, one, Rules.StormThresholds.Min, Rules.StormThresholds.Max));
        }

        return [.. thresholds];
    }
}
