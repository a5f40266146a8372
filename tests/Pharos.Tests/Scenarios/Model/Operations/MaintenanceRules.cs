using System.Collections.Immutable;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary>What a maintenance's timeline amounts to, what may be in it, and how it moves by itself.</summary>
internal static class MaintenanceRules
{
    public static string StatusOf(this Maintenance maintenance) => StatusAfter(maintenance, maintenance.Updates.Count);

    /// <summary>When it was completed, or the planned end until then.</summary>
    public static long? CloseOf(this Maintenance maintenance)
    {
        if (maintenance.StatusOf() != "completed")
            return maintenance.PlannedEnd;
        var since = maintenance.Updates.Count;
        while (since > 0 && StatusAfter(maintenance, since) == "completed")
            since--;
        return maintenance.Updates[since].At;
    }

    /// <summary>Every component touched, in the order first named, with what was last said of it.</summary>
    public static List<(string Component, string Status)> Affected(
        this Maintenance maintenance,
        int updates = int.MaxValue
    )
    {
        var said = maintenance.Updates.Take(updates).SelectMany(u => u.Says).ToList();
        return
        [
            .. said.Select(s => s.Component)
                .Distinct()
                .Select(component => (component, said.Last(s => s.Component == component).Status)),
        ];
    }

    /// <summary>With one more.</summary>
    public static Maintenance With(this Maintenance maintenance, Entry entry) =>
        maintenance with
        {
            Updates = InOrder(
                maintenance.Updates.Add(entry with { Arrival = maintenance.Updates.Max(u => u.Arrival) + 1 })
            ),
        };

    /// <summary>In order of time; of two at the same time the one that came first is first.</summary>
    public static ImmutableList<Entry> InOrder(IEnumerable<Entry> entries) =>
        [.. entries.OrderBy(u => u.At).ThenBy(u => u.Arrival)];

    /// <summary>
    /// After people wrote to a timeline: checks it, and a move of theirs takes the place of the one that was pending.
    /// </summary>
    /// <param name="before">As it was.</param>
    public static Maintenance Rewritten(this Maintenance maintenance, Maintenance before, long now, string field)
    {
        maintenance.DemandRight(field);
        if (!maintenance.MovesByItself)
            return maintenance;
        var status = maintenance.StatusOf();
        if (status != before.StatusOf())
            return maintenance with
            {
                NextMoveAt = status == "ongoing" && maintenance.PlannedEnd > now ? maintenance.PlannedEnd : null,
            };
        return status == "scheduled" && maintenance.NextMoveAt is not null
            ? maintenance with
            {
                NextMoveAt = maintenance.StartAt,
            }
            : maintenance;
    }

    public static void DemandRight(this Maintenance maintenance, string field)
    {
        var begin = maintenance.StartAt;
        for (var i = 0; i < maintenance.Updates.Count; i++)
        {
            var at = maintenance.Updates[i].At;
            var status = StatusAfter(maintenance, i + 1);
            var announced = i == 0 ? status == "scheduled" : StatusAfter(maintenance, i) == "scheduled";
            if (at < begin && !announced)
                throw Refused.Invalid(field);
            // It may begin earlier than planned.
            if (at < begin && status != "scheduled")
                begin = at;
            if (status == "completed" && maintenance.Affected(i + 1).Any(c => c.Status != "operational"))
                throw Refused.Invalid(field);
        }

        if (maintenance.Updates[0].Says.IsEmpty)
            throw Refused.Invalid(field);
    }

    /// <summary>The moves that are due by now.</summary>
    public static Maintenance MovedByItself(this Maintenance maintenance, long now)
    {
        while (maintenance.NextMoveAt <= now)
        {
            maintenance = maintenance.StatusOf() switch
            {
                "scheduled" => Moved(
                    maintenance,
                    "ongoing",
                    maintenance.StartAt,
                    "under_maintenance",
                    "The maintenance has started as scheduled.",
                    maintenance.PlannedEnd
                ),
                "ongoing" => Moved(
                    maintenance,
                    "completed",
                    maintenance.PlannedEnd!.Value,
                    "operational",
                    "The maintenance was completed as scheduled.",
                    null
                ),
                _ => maintenance with { NextMoveAt = null },
            };
        }

        return maintenance;
    }

    private static Maintenance Moved(
        Maintenance maintenance,
        string status,
        long due,
        string components,
        string text,
        long? next
    )
    {
        var at = Math.Max(due, maintenance.Updates[^1].At);
        return maintenance.With(
            new Entry("", at, status, text, [.. maintenance.Affected().Select(c => (c.Component, components))])
        ) with
        {
            NextMoveAt = next,
        };
    }

    private static string StatusAfter(Maintenance maintenance, int updates) =>
        maintenance.Updates.Take(updates).LastOrDefault(u => u.Status is not null)?.Status ?? "scheduled";
}
