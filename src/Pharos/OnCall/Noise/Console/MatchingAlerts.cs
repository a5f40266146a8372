using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Noise.Console;

/// <summary>The open alerts of a space that fit a filter now.</summary>
/// <param name="Newest">Some of them, the newest first.</param>
public sealed record MatchingAlerts(int Count, IReadOnlyList<AlertRow> Newest)
{
    /// <summary>The newest open alerts that are compared.</summary>
    private const int MaxCompared = 5000;

    private const int MaxShown = 5;
    private const int MaxForKeys = 200;

    private static readonly string[] PlainKeys = ["severity", "title", "description", "alert_key", "title_rule"];

    /// <param name="filters">What the form says; null is returned without any.</param>
    /// <exception cref="ApiException">A condition is invalid.</exception>
    internal static async Task<MatchingAlerts?> Find(
        ConsoleRequest request,
        PharosDb db,
        long spaceId,
        IReadOnlyList<IReadOnlyList<FilterCondition?>?> filters
    )
    {
        if (filters.Count == 0)
            return null;
        var filter = Filter.Parse(filters, "filters");
        var alerts = await Open(request, db, spaceId).Take(MaxCompared).ToListAsync(request.Cancel);
        var found = alerts.Where(a => filter.Matches(AlertSubject.For(a))).ToList();
        return new MatchingAlerts(found.Count, [.. found.Take(MaxShown)]);
    }

    /// <summary>Keys that conditions can use, with the labels of recent alerts.</summary>
    internal static async Task<IReadOnlyList<string>> Keys(ConsoleRequest request, PharosDb db, long spaceId)
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
            .Where(a => a.AccountId == request.Caller.AccountId && a.SpaceId == spaceId && a.IsOpen)
            .OrderByDescending(a => a.LastTime);
}
