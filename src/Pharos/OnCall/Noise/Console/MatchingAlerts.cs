using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Noise.Console;

/// <summary>What the alerts of a space tell a member who writes a rule.</summary>
internal static class MatchingAlerts
{
    /// <summary>The newest open alerts that are compared.</summary>
    private const int MaxCompared = 5000;

    private const int MaxForKeys = 200;

    private static readonly string[] PlainKeys = ["severity", "title", "description", "alert_key", "title_rule"];

    /// <summary>How many open alerts of a space fit a filter now.</summary>
    public static async Task<int> Count(
        ConsoleRequest request,
        PharosDb db,
        long spaceId,
        IReadOnlyList<IReadOnlyList<FilterCondition?>?> filters
    )
    {
        var filter = Filter.Parse(filters, "filters");
        var alerts = await Open(request, db, spaceId).Take(MaxCompared).ToListAsync(request.Cancel);
        return alerts.Count(a => filter.Matches(AlertSubject.For(a)));
    }

    /// <summary>Keys that conditions can use, with the labels of recent alerts.</summary>
    public static async Task<IReadOnlyList<string>> Keys(ConsoleRequest request, PharosDb db, long spaceId)
    {
        var labels = await db
            .Alerts.AsNoTracking()
            .Where(a => a.AccountId == request.Caller.AccountId && a.SpaceId == spaceId)
            .OrderByDescending(a => a.LastTime)
            .Take(MaxForKeys)
            .Select(a => a.Labels)
            .ToListAsync(request.Cancel);
        return
        [
            .. PlainKeys,
            .. labels
                .SelectMany(l => l.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(k => "labels." + k),
        ];
    }

    private static IQueryable<AlertRow> Open(ConsoleRequest request, PharosDb db, long spaceId) =>
        db
            .Alerts.AsNoTracking()
            .Where(a => a.AccountId == request.Caller.AccountId && a.SpaceId == spaceId && a.EndTime == 0)
            .OrderByDescending(a => a.LastTime);
}
