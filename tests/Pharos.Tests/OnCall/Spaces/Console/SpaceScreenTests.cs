using System.Net;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Spaces.Console;

/// <summary>The screens of spaces in the console.</summary>
public sealed class SpaceScreenTests(SharedServer shared)
{
    private const string List = "/console/spaces";

    [Fact]
    public async Task A_space_is_created_changed_disabled_and_deleted()
    {
        var (browser, owner) = await shared.Server.NewSignedIn();

        var made = await browser.Submit(
            List + "/new",
            List + "/new",
            ("name", "Payments"),
            ("description", "Cards"),
            ("team_id", "")
        );
        var path = made.Location!.Split('?')[0];
        (
            await browser.SubmitTouching(
                await browser.Get(path),
                path,
                ("method", "p"),
                ("equals", "labels.service, labels.check\ntitle"),
                ("window", "60"),
                ("auto_resolve", "120"),
                ("private", "true")
            )
        ).Sees(path + "?done=saved");

        var spaceId = long.Parse(path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var space = (await owner.Post("/channel/info", new { channel_id = spaceId })).Data;
        Assert.Equal("p", space["group"]!["method"]!.GetValue<string>());
        Assert.Equal("""[["labels.service","labels.check"],["title"]]""", space["group"]!["equals"]!.ToJsonString());
        Assert.Equal(60, space["group"]!["time_window"]!.GetValue<long>());
        Assert.Equal(7200, space["auto_resolve_timeout"]!.GetValue<long>());
        Assert.True(space["is_private"]!.GetValue<bool>());
        Assert.False(space["disable_auto_close"]!.GetValue<bool>());
        Assert.Contains("By equal values", (await browser.Get(List)).Text, StringComparison.Ordinal);

        (await browser.Submit(path, path + "/state", ("do", "disable"))).Sees(path + "?done=disabled");
        Assert.Contains("it takes no alerts", (await browser.Get(path)).Text, StringComparison.Ordinal);
        (await browser.Submit(path + "/delete", path + "/delete")).Sees(List + "?done=deleted");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(path)).Status);
    }

    [Fact]
    public async Task Wrong_settings_are_explained_at_their_field()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var path = $"{List}/{space.SpaceId}";
        var form = await browser.Get(path);

        foreach (
            var (field, value) in ((string, string)[])
                [("name", ""), ("window", "soon"), ("auto_resolve", "99999999"), ("equals", "colour")]
        )
        {
            var wrong = await browser.SubmitTouching(form, path, ("method", "p"), (field, value));
            Assert.Equal((field, HttpStatusCode.UnprocessableEntity), (field, wrong.Status));
            Assert.Contains($"id=\"{field}-wrong\"", wrong.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Saving_does_not_overwrite_what_another_member_changed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var path = $"{List}/{space.SpaceId}";
        var form = await browser.Get(path);
        (
            await space.Owner.Post("/channel/update", new { channel_id = space.SpaceId, channel_name = "Billing" })
        ).IsSuccess();

        var conflict = await browser.SubmitTouching(form, path, ("description", "Mine"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Billing", conflict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_every_screen_of_a_space_and_gets_no_form()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var viewer = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);

        foreach (var part in (string[])["", "/escalation", "/silences", "/inhibitions", "/drop-rules"])
        {
            var page = await viewer.Get($"{List}/{space.SpaceId}{part}");
            Assert.Equal((part, HttpStatusCode.OK), (part, page.Status));
            Assert.DoesNotContain($"action=\"{List}", page.Html, StringComparison.Ordinal);
        }
    }
}
