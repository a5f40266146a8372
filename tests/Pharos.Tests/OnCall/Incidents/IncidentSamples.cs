using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

/// <summary>Sample requests that write, for the tests that walk all operations.</summary>
internal static class IncidentSamples
{
    [Sample("/incident/create")]
    public static object Create(SamplePage page) =>
        new
        {
            incident_severity = "Critical",
            title = "Customers report errors",
            description = "Since noon.",
            channel_id = page.Space.SpaceId,
            assigned_to = Assignment(page),
            fields = new Dictionary<string, string> { [page.Space.FieldName] = "disk" },
        };

    [Sample("/incident/ack")]
    public static object Acknowledge(SamplePage page) =>
        new { incident_ids = new[] { page.Space.IncidentId }, summary = "On it." };

    [Sample("/incident/unack")]
    [Sample("/incident/wake")]
    [Sample("/incident/disable-merge")]
    [Sample("/incident/remove")]
    public static object Ids(SamplePage page) => new { incident_ids = new[] { page.Space.IncidentId } };

    [Sample("/incident/snooze")]
    public static object Snooze(SamplePage page) =>
        new { incident_ids = new[] { page.Space.IncidentId }, minutes = 30 };

    [Sample("/incident/resolve")]
    public static object Resolve(SamplePage page) =>
        new
        {
            incident_ids = new[] { page.Space.IncidentId },
            root_cause = "A full disk.",
            resolution = "Deleted logs.",
            description = "Errors since noon.",
            summary = "Fixed.",
        };

    [Sample("/incident/reopen")]
    public static object Reopen(SamplePage page) =>
        new { incident_ids = new[] { page.Space.IncidentId }, reason = "It is back." };

    [Sample("/incident/comment")]
    public static object Comment(SamplePage page) =>
        new
        {
            incident_ids = new[] { page.Space.IncidentId },
            comment = "Looks better.",
            mute_reply = true,
        };

    [Sample("/incident/assign")]
    public static object Assign(SamplePage page) =>
        new { incident_ids = new[] { page.Space.IncidentId }, assigned_to = Assignment(page) };

    [Sample("/incident/responder/add")]
    public static object AddResponder(SamplePage page) =>
        new
        {
            incident_id = page.Space.IncidentId,
            person_ids = new[] { page.Api.Caller.MemberId },
            notify = Notify,
        };

    [Sample("/incident/merge")]
    public static object Merge(SamplePage page) =>
        new
        {
            source_incident_ids = new[] { page.Space.AlertIncidentId },
            target_incident_id = page.Space.IncidentId,
            title = "Errors and a full disk",
            comment = "The same cause.",
            owner_id = page.Api.Caller.MemberId,
            remove_source_incidents = false,
        };

    [Sample("/incident/reset")]
    public static object Reset(SamplePage page) =>
        new
        {
            incident_id = page.Space.IncidentId,
            title = "Checkout is slow",
            description = "Since noon.",
            impact = "One in ten fails.",
            root_cause = "A full disk.",
            resolution = "Deleted logs.",
            incident_severity = "Info",
        };

    [Sample("/incident/field/reset")]
    public static object ResetField(SamplePage page) =>
        new
        {
            incident_id = page.Space.IncidentId,
            field_name = page.Space.FieldName,
            field_value = "network",
        };

    [Sample("/alert/merge")]
    public static object MergeAlerts(SamplePage page) =>
        new
        {
            alert_ids = new[] { page.Space.AlertId },
            incident_id = page.Space.IncidentId,
            comment = "The same cause.",
            title = "Errors and a full disk",
            owner_id = page.Api.Caller.MemberId,
        };

    [Sample("/alert/close")]
    public static object CloseAlerts(SamplePage page) => new { alert_ids = new[] { page.Space.AlertId } };

    private static object Notify =>
        new
        {
            follow_preference = false,
            personal_channels = new[] { "email" },
            template_id = "000000000000000000000001",
        };

    private static object Assignment(SamplePage page) =>
        new
        {
            person_ids = new[] { page.Api.Caller.MemberId },
            layer_idx = 0,
            type = "assign",
            emails = new[] { "vendor@example.com" },
            notify = Notify,
        };
}
