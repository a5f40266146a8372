using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class ChangeFormatTests
{
    [Fact]
    public void A_change_arrives_as_it_was_sent()
    {
        var read = ChangeFormat.Parse(
            Payload.Bytes(
                """
                {"change_status": "Planned", "change_key": "c1", "title": "Deploy", "event_time": 1764494120,
                 "description": "d", "link": "https://tickets.example.com/1", "labels": {"service": "shop"},
                 "env": "prod"}
                """
            )
        );

        Assert.Equal(
            ("c1", "Deploy", ChangeStatus.Planned, "d", "https://tickets.example.com/1", 1764494120L),
            (read.ChangeKey, read.Title, read.Status, read.Description, read.Link, read.Time)
        );
        Assert.Equal(new Dictionary<string, string> { ["service"] = "shop", ["env"] = "prod" }, read.Labels);
    }

    [Fact]
    public void A_link_that_is_no_address_becomes_a_label()
    {
        var read = ChangeFormat.Parse(
            Payload.Bytes("""{"change_status": "Done", "change_key": "c", "title": "t", "link": "OPS-17"}""")
        );

        Assert.Equal(("", "OPS-17"), (read.Link, read.Labels["link"]));
    }

    [Theory]
    [InlineData("{}", "change_status is required.")]
    [InlineData(
        """{"change_status": "done"}""",
        "change_status must be one of: Planned, Ready, Processing, Canceled, Done."
    )]
    [InlineData("""{"change_status": "Done", "title": "t"}""", "change_key is required.")]
    [InlineData("""{"change_status": "Done", "change_key": "k"}""", "title is required.")]
    [InlineData(
        """{"change_status": "Done", "change_key": 5}""",
        "change_key must be a string of valid Unicode characters."
    )]
    [InlineData("""{"labels": 5}""", "labels must be an object.")]
    [InlineData(
        """{"change_status": "Done", "change_key": "k", "title": "t", "event_time": "soon"}""",
        "event_time must be an integer from 1 to 253370764799."
    )]
    public void An_error_names_the_field_and_what_is_allowed(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => ChangeFormat.Parse(Payload.Bytes(json))));
}
