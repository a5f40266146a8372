using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Demo;

/// <summary>
/// The made-up week: a few stories, what is open now, and the small alerts of every day. The same on every run; only
/// its days move.
/// </summary>
internal sealed class DemoWeek
{
    private const long Day = 24 * 3600;
    private readonly List<DemoStep> steps = [];
    private readonly long now;

    private DemoWeek(long now) => this.now = now;

    /// <summary>The steps up to a time, in order.</summary>
    public static IReadOnlyList<DemoStep> Until(long now, DemoSettings settings)
    {
        var week = new DemoWeek(now);
        DemoStories.Tell(week, settings);
        DemoNow.Tell(week);
        DemoRoutine.Tell(week, new SeededRandom(14));
        return [.. week.steps.Where(s => s.At <= now).OrderBy(s => s.At)];
    }

    /// <summary>A time of day in UTC, in unix seconds.</summary>
    /// <param name="daysAgo">1 for yesterday.</param>
    public long At(int daysAgo, int hour, int minute) =>
        now - (now % Day) - (daysAgo * Day) + (hour * 3600L) + (minute * 60L);

    public long Ago(int minutes) => now - (minutes * 60L);

    public void Fires(long at, params IReadOnlyList<DemoAlert> alerts) => Push(at, true, alerts);

    public void Recovers(long at, params IReadOnlyList<DemoAlert> alerts) => Push(at, false, alerts);

    public void Acknowledges(long at, DemoPerson who, DemoAlert alert) =>
        Acts(at, who, alert, (id, op) => AcknowledgeIncident.Info.Run(new() { IncidentIds = [id] }, op));

    public void Comments(long at, DemoPerson who, DemoAlert alert, string text) =>
        Acts(at, who, alert, (id, op) => CommentIncident.Info.Run(new() { IncidentIds = [id], Comment = text }, op));

    public void Snoozes(long at, DemoPerson who, DemoAlert alert, int minutes) =>
        Acts(at, who, alert, (id, op) => SnoozeIncident.Info.Run(new() { IncidentIds = [id], Minutes = minutes }, op));

    /// <summary>Closes the incident by hand.</summary>
    public void Closes(long at, DemoPerson who, DemoAlert alert, string rootCause, string resolution) =>
        Acts(at, who, alert, (id, op) => ResolveIncident.Info.Run(
                new()
                {
                    IncidentIds = [id],
                    RootCause = rootCause,
                    Resolution = resolution,
                },
                op
            ));

    /// <summary>Notes afterwards what it was.</summary>
    public void Explains(long at, DemoPerson who, DemoAlert alert, string rootCause, string resolution) =>
        Acts(at, who, alert, (id, op) => ResetIncident.Info.Run(
                new()
                {
                    IncidentId = id,
                    RootCause = rootCause,
                    Resolution = resolution,
                },
                op
            ));

    public void Impacts(long at, DemoPerson who, DemoAlert alert, string impact) =>
        Acts(at, who, alert, (id, op) => ResetIncidentField.Info.Run(
                new()
                {
                    IncidentId = id,
                    FieldName = DemoSettings.ImpactField,
                    FieldValue = System.Text.Json.JsonSerializer.SerializeToElement(impact),
                },
                op
            ));

    public void Acts(long at, DemoPerson who, DemoAlert alert, Func<string, OperationContext, Task> act) =>
        steps.Add(new ActStep(at, alert, who, act));

    public void Manually(long at, DemoPerson who, Func<OperationContext, Task> act) =>
        steps.Add(new ManualStep(at, who, act));

    /// <summary>A deployment of some minutes.</summary>
    public void Deploys(long at, int minutes, string service, string title, string description = "")
    {
        var key = $"{service}-{at}";
        steps.Add(new ChangeStep(at, key, title, "Processing", service, description));
        steps.Add(new ChangeStep(at + (minutes * 60L), key, title, "Done", service, description));
    }

    private void Push(long at, bool isFiring, IReadOnlyList<DemoAlert> alerts) =>
        steps.Add(new PushStep(at, isFiring, alerts));
}
