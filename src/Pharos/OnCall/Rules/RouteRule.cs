namespace Pharos.OnCall.Rules;

/// <summary>A compiled case.</summary>
/// <param name="Label">For name mapping: the label's name. Otherwise null.</param>
internal sealed record RouteCase(Filter If, IReadOnlyList<long> ChannelIds, bool Fallthrough, string? Label);

/// <summary>Where an event goes.</summary>
/// <param name="ChannelIds">The spaces, without duplicates. Empty: the event is dropped.</param>
/// <param name="Cases">The indexes of the cases that matched.</param>
/// <param name="IsDefault">Whether the spaces are the default ones.</param>
public sealed record RouteResult(IReadOnlyList<long> ChannelIds, IReadOnlyList<int> Cases, bool IsDefault);

/// <summary>Sends the events of a shared integration to spaces. Immutable and thread-safe.</summary>
public sealed class RouteRule
{
    private readonly RouteCase[] cases;
    private readonly IReadOnlyList<long> defaults;

    internal RouteRule(RouteCase[] cases, IReadOnlyList<long> defaults) =>
        (this.cases, this.defaults) = (cases, defaults);

    /// <summary>
    /// Tries the cases from top to bottom, up to the first that matches and doesn't fall through. The default counts if
    /// no case matched, or if name mapping found no space and no other case gave one.
    /// </summary>
    /// <param name="findChannel">The ID of the account's space with a name; null if no space has it.</param>
    public RouteResult Route(FilterSubject subject, Func<string, long?> findChannel)
    {
        var channels = new List<long>();
        var matched = new List<int>();
        var missed = false;
        for (var i = 0; i < cases.Length; i++)
        {
            var one = cases[i];
            if (!one.If.Matches(subject))
                continue;
            matched.Add(i);
            if (one.Label is null)
                Add(channels, one.ChannelIds);
            else if (subject.Labels.TryGetValue(one.Label, out var name) && findChannel(name) is { } id)
                Add(channels, [id]);
            else
                missed = true;
            if (!one.Fallthrough)
                break;
        }

        return matched.Count == 0 || (missed && channels.Count == 0)
            ? new RouteResult(defaults, matched, true)
            : new RouteResult(channels, matched, false);
    }

    private static void Add(List<long> channels, IReadOnlyList<long> added)
    {
        foreach (var id in added)
        {
            if (!channels.Contains(id))
                channels.Add(id);
        }
    }
}
