using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary>A page of a list.</summary>
internal sealed record Paging(long P, long Limit)
{
    public static Paging Of(Asked asked)
    {
        var p = asked["p"]?.GetValue<long>() ?? 1;
        var limit = asked["limit"]?.GetValue<long>() ?? 20;
        if (p < 1)
            throw Refused.Invalid("p");
        if (limit is < 1 or > 100)
            throw Refused.Invalid("limit");
        return p * limit <= 10_000 ? new Paging(p, limit) : throw new Refused("InvalidParameter");
    }

    public JsonObject List<T>(IReadOnlyList<T> all, Func<T, JsonObject> item) =>
        new()
        {
            ["p"] = P,
            ["limit"] = Limit,
            ["total"] = all.Count,
            ["has_next_page"] = all.Count > P * Limit,
            ["items"] = Comparison.Array(all.Skip((int)((P - 1) * Limit)).Take((int)Limit).Select(item)),
        };
}

internal static class Sorting
{
    /// <summary>Ascending or the other way round, and so are those that are equal, by ID.</summary>
    public static IReadOnlyList<T> By<T, TBy>(
        IEnumerable<T> items,
        bool ascending,
        Func<T, TBy> by,
        Func<T, long> id,
        IComparer<TBy>? comparer = null
    )
    {
        List<T> sorted = [.. items.OrderBy(by, comparer).ThenBy(id)];
        if (!ascending)
            sorted.Reverse();
        return sorted;
    }
}
