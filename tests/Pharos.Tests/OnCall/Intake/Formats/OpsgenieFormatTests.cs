using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class OpsgenieFormatTests
{
    [Fact]
    public void A_created_alert_is_an_event_and_its_note_a_comment()
    {
        var push = OpsgenieFormat.ParseCreate(Payload.Read("opsgenie-create"));

        var read = Payload.Single(push);
        Assert.Equal(("Life is too short for no alias", EventStatus.Critical), (read.AlertKey, read.Status));
        Assert.Equal(
            ("An example alert message", "Every alert needs a description"),
            (read.TitleRule, read.Description)
        );
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["key1"] = "value1",
                ["key2"] = "value2",
                ["entity"] = "An example entity",
                ["priority"] = "P1",
                ["user"] = "Jo",
                ["tags"] = "OverwriteQuietHours,Critical",
                ["responders"] = "4513b7ea-3b91-438f-b7e4-e3e54af9147c,NOC,trinity@opsgenie.com",
            },
            read.Labels
        );
        var note = Assert.Single(push.Actions);
        Assert.Equal((ActionKind.Comment, "Seen on the dashboard first", "Jo"), (note.Kind, note.Note, note.Actor));
    }

    [Fact]
    public void Alertmanager_creates_and_closes_one_alert()
    {
        var created = Payload.Single(OpsgenieFormat.ParseCreate(Payload.Read("alertmanager-0.25-opsgenie-create")));
        var closed = Payload.Single(
            OpsgenieFormat.ParseClose(created.AlertKey, "alias", Payload.Read("alertmanager-0.25-opsgenie-close"))
        );

        Assert.Equal("492cabe70486626c64964bc291ecde6d2b0dfa98e6e0b3518f4523cb8af64f49", created.AlertKey);
        Assert.Equal((created.AlertKey, EventStatus.Ok), (closed.AlertKey, closed.Status));
        Assert.Equal("platform", created.Labels["team"]);
    }

    [Theory]
    [InlineData("P2", EventStatus.Critical)]
    [InlineData("P3", EventStatus.Warning)]
    [InlineData("p4", EventStatus.Info)]
    [InlineData("P5", EventStatus.Info)]
    [InlineData("", EventStatus.Warning)]
    public void The_priority_sets_the_severity(string priority, EventStatus status) =>
        Assert.Equal(
            status,
            Payload.Single(
                OpsgenieFormat.ParseCreate(Payload.Bytes($$"""{"message": "m", "priority": "{{priority}}"}"""))
            ).Status
        );

    [Theory]
    [InlineData(null, AlertReferenceKind.Id)]
    [InlineData("id", AlertReferenceKind.Id)]
    [InlineData("tiny", AlertReferenceKind.Number)]
    public void A_close_by_id_is_an_action(string? identifierType, AlertReferenceKind kind)
    {
        var push = OpsgenieFormat.ParseClose("17", identifierType, default);

        Assert.Empty(push.Events);
        var action = Assert.Single(push.Actions);
        Assert.Equal((ActionKind.Close, new AlertReference(kind, "17")), (action.Kind, action.Alert));
    }

    [Fact]
    public void An_acknowledgement_has_a_note_and_an_actor()
    {
        var push = OpsgenieFormat.ParseAction(
            ActionKind.Acknowledge,
            "a b",
            "alias",
            Payload.Bytes("""{"user": "Jo", "source": "AWS Lambda", "note": "On it"}""")
        );

        var action = Assert.Single(push.Actions);
        Assert.Equal((ActionKind.Acknowledge, "On it", "Jo"), (action.Kind, action.Note, action.Actor));
        Assert.Equal(new AlertReference(AlertReferenceKind.Key, "a b"), action.Alert);
    }

    [Theory]
    [InlineData("{}", "message is required.")]
    [InlineData("""{"message": "m", "priority": "high"}""", "priority must be one of: P1, P2, P3, P4, P5.")]
    public void An_error_names_the_field_and_what_is_allowed(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => OpsgenieFormat.ParseCreate(Payload.Bytes(json))));

    [Fact]
    public void A_reference_that_is_malformed_is_refused()
    {
        Assert.Equal(
            "identifierType must be one of: id, alias, tiny.",
            Payload.Error(() => OpsgenieFormat.ParseClose("1", "name", default))
        );
        Assert.Equal("identifier is required.", Payload.Error(() => OpsgenieFormat.ParseClose(" ", "alias", default)));
        Assert.Equal(
            "note is required.",
            Payload.Error(() => OpsgenieFormat.ParseAction(ActionKind.Comment, "1", "alias", Payload.Bytes("{}")))
        );
    }

    [Fact]
    public void Responses_are_those_of_Opsgenie()
    {
        Assert.Equal(
            """{"result":"Request will be processed","took":0.3,"requestId":"r"}""",
            JsonSerializer.Serialize(new OpsgenieAccepted(OpsgenieAccepted.Processed, 0.3, "r"))
        );
        var error = Errors.Missing("message");
        Assert.Equal(422, OpsgenieError.HttpStatus(error));
        Assert.Equal(
            """{"message":"Request body is not processable. Please check the errors.","took":0.3,"requestId":"r","errors":{"message":"message is required."}}""",
            JsonSerializer.Serialize(OpsgenieError.From(error, 0.3, "r"))
        );
        Assert.Equal(429, OpsgenieError.HttpStatus(new ApiException(ErrorCode.RequestTooFrequently, error.Text)));
    }
}
