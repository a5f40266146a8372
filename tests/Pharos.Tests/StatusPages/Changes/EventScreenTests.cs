using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

[FullOnPostgres]
public sealed class EventScreenTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task An_update_moves_state_and_components_and_resolving_sets_all_to_operational()
    {
        var (browser, page, id, address) = await Incident("API", "Web");

        (
            await browser.Submit(
                address,
                address,
                ("status", "identified"),
                ("message", "Found it."),
                ($"c_{page.Components[0]}", "partial_outage"),
                ($"c_{page.Components[1]}", "degraded"),
                ("next", "30"),
                ("do", "add")
            )
        ).Sees(address + "?done=updated");
        var found = await page.Read(id);
        Assert.Equal(
            ("identified", Now + 1800),
            (found.Text("status"), found.Updates()[1].Number("next_update_at_seconds"))
        );
        Assert.Equal(["partial_outage", "degraded"], found.Affected());

        (
            await browser.Submit(
                address,
                address,
                ("status", "resolved"),
                ("message", "Over."),
                ($"c_{page.Components[0]}", "partial_outage"),
                ("next", "30"),
                ("do", "add")
            )
        ).Sees(address + "?done=updated");
        var over = await page.Read(id);
        Assert.Equal("resolved", over.Text("status"));
        Assert.Equal(["operational", "operational"], over.Affected());
        Assert.Null(over.Updates()[2].Number("next_update_at_seconds"));
    }

    [Fact]
    public async Task Resolving_without_a_text_proposes_one_and_what_goes_with_it()
    {
        var (browser, page, id, address) = await Incident("API");

        var proposed = await browser.Submit(
            address,
            address,
            ("status", "resolved"),
            ("message", ""),
            ($"c_{page.Components[0]}", "degraded"),
            ("next", "30"),
            ("do", "add")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, proposed.Status);
        var fields = proposed.Untouched(address);
        Assert.Contains(("message", "This incident has been resolved."), fields);
        Assert.Contains(("next", "0"), fields);
        Assert.Contains(($"c_{page.Components[0]}", "operational"), fields);
        Assert.Single((await page.Read(id)).Updates());
        (await browser.SubmitTouching(proposed, address, ("do", "add"))).Sees(address + "?done=updated");
        Assert.Equal("resolved", (await page.Read(id)).Text("status"));
    }

    [Fact]
    public async Task What_a_maintenance_is_going_to_do_does_not_read_as_if_it_were_so_now()
    {
        var (browser, page) = await Page("Web app");
        var id = (await page.Announce(Now + (2 * 86400))).ChangeId();
        var address = $"/console/pages/{page.PageId}/events/{id}";

        var ahead = (await browser.Get(address)).Text;
        Assert.DoesNotContain("Component status", ahead, StringComparison.Ordinal);
        Assert.DoesNotContain("Affected components", ahead, StringComparison.Ordinal);
        Assert.Matches(@"Affected by the maintenance\s+Web app\s", ahead);
        Assert.DoesNotContain("Web app: ", ahead, StringComparison.Ordinal);

        await page.Update(id, "ongoing", null, (0, "under_maintenance"));
        var running = (await browser.Get(address)).Text;
        Assert.Contains("Component status", running, StringComparison.Ordinal);
        Assert.Matches(@"Affected components\s+Web app: ", running);
    }

    [Fact]
    public async Task What_is_over_is_opened_again_by_an_update()
    {
        var (browser, page, id, address) = await Incident("API");
        await page.Update(id, "resolved", null, (0, "operational"));

        await browser.Submit(
            address,
            address,
            ("status", "investigating"),
            ("message", "It is back."),
            ($"c_{page.Components[0]}", "degraded"),
            ("next", "0"),
            ("do", "add")
        );

        Assert.Equal("investigating", (await page.Read(id)).Text("status"));
    }

    [Fact]
    public async Task An_update_after_a_concurrent_change_shows_the_conflict_and_keeps_the_input()
    {
        var (browser, page, id, address) = await Incident("API");
        var form = await browser.Get(address);
        await page.Update(id, "monitoring");

        var told = await browser.Submit(
            form,
            address,
            ("status", "identified"),
            ("message", "My own words."),
            ("next", "0"),
            ("do", "add")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("Someone else changed this event", told.Text, StringComparison.Ordinal);
        Assert.Contains("My own words.</textarea>", told.Html, StringComparison.Ordinal);
        Assert.Contains("monitoring it is.", told.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await page.Read(id)).Updates().Count);
        (
            await browser.Submit(
                told,
                address,
                ("status", "identified"),
                ("message", "My own words."),
                ("next", "0"),
                ("do", "add")
            )
        ).Sees(address + "?done=updated");
    }

    [Fact]
    public async Task A_prepared_text_is_put_into_the_form_with_its_state()
    {
        var (browser, page, id, address) = await Incident("API");
        var template = await page.Api.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = page.PageId,
                type = "message",
                template = new
                {
                    title = "Usual words",
                    event_type = "incident",
                    status = "monitoring",
                    messages = new { monitoring = "A fix is in place.", resolved = "All is well." },
                },
            }
        );

        var form = await browser.Submit(
            address,
            address,
            ("status", "investigating"),
            ("message", ""),
            ("text", $"{template.Data["template_id"]}.monitoring"),
            ("next", "0"),
            ("do", "text")
        );

        Assert.Contains("A fix is in place.</textarea>", form.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"monitoring\" checked", form.Html);
        Assert.Single((await page.Read(id)).Updates());
    }

    [Fact]
    public async Task An_entry_is_corrected_and_the_second_of_two_writers_sees_the_conflict()
    {
        var (browser, page, id, address) = await Incident("API");
        var entry = $"{address}/updates/{(await page.Read(id)).Updates()[0].Text("update_id")}";
        var (mine, theirs) = (await browser.Get(entry), await browser.Get(entry));
        var at = ConsoleBrowser.LocalTime(Now);

        (await browser.Submit(theirs, entry, ("message", "Their words."), ("at", at))).Sees(
            address + "?done=entry-edited"
        );
        var told = await browser.Submit(mine, entry, ("message", "My words."), ("at", at));

        Assert.Contains("Someone else changed this", told.Text, StringComparison.Ordinal);
        Assert.Contains("My words.</textarea>", told.Html, StringComparison.Ordinal);
        Assert.Contains("<q>Their words.</q>", told.Html, StringComparison.Ordinal);
        Assert.Equal("Their words.", (await page.Read(id)).Updates()[0].Text("description"));
        (await browser.Submit(told, entry, ("message", "My words."), ("at", at))).Sees(address + "?done=entry-edited");
        var read = (await page.Read(id)).Updates()[0];
        Assert.Equal(("My words.", Now), (read.Text("description"), read.Number("at_seconds")));
    }

    [Fact]
    public async Task Deleting_an_entry_tells_first_what_it_undoes()
    {
        var (browser, page, id, address) = await Incident("API");
        await page.Update(id, "resolved", Now + 60, (0, "operational"));
        var entry = $"{address}/updates/{(await page.Read(id)).Updates()[1].Text("update_id")}/delete";

        var asked = await browser.Get(entry);
        Assert.Contains(
            "The event's status goes back from Resolved to Investigating.",
            asked.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("The event is reopened.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("API changes from Operational to Degraded.", asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, entry)).Sees(address + "?done=entry-deleted");

        Assert.Equal("investigating", (await page.Read(id)).Text("status"));
    }

    [Fact]
    public async Task Title_responders_and_links_are_edited()
    {
        var (browser, page, id, address) = await Incident("API");
        var other = (await page.Publish(new { title = "The other" })).ChangeId();

        (
            await browser.Submit(
                address + "/edit",
                address + "/edit",
                ("title", "New title"),
                ("responders", $"{page.Api.Caller.MemberId}"),
                ("linked", $"{other}")
            )
        ).Sees(address + "?done=edited");

        var change = await page.Read(id);
        Assert.Equal(
            ("New title", $"{other}"),
            (change.Text("title"), change["linked_change_ids"]![0]!.GetValue<string>())
        );
        Assert.Contains("The other", (await browser.Get(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_an_event_tells_first_how_much_downtime_goes_with_it()
    {
        var (browser, page) = await Page("API");
        var id = (
            await page.Publish(
                new
                {
                    start_at_seconds = Now - 3600,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 3600,
                            status = "investigating",
                            description = "Down.",
                            component_changes = page.Says((0, "full_outage")),
                        },
                    },
                }
            )
        ).ChangeId();
        var address = $"/console/pages/{page.PageId}/events/{id}";

        var asked = await browser.Get(address + "/delete");
        Assert.Contains("API was down for 1 hour", asked.Text, StringComparison.Ordinal);
        (await browser.Submit(asked, address + "/delete")).Sees($"/console/pages/{page.PageId}?done=deleted");

        Assert.Equal(0, await page.CountActive());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(address)).Status);
    }

    [Fact]
    public async Task Past_events_are_found_by_their_title_and_kind()
    {
        var (browser, page) = await Page("API");
        foreach (var title in (string[])["Slow disks", "Lost mails"])
            await page.Update((await page.Publish(new { title })).ChangeId(), "resolved", null, (0, "operational"));
        var list = $"/console/pages/{page.PageId}";

        var found = await browser.Get(list + "?q=DISKS&type=incident");
        Assert.Contains("Slow disks", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lost mails", found.Text, StringComparison.Ordinal);
        Assert.Contains(
            "No past events match",
            (await browser.Get(list + "?q=nothing%25like_it")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_may_not_publish_reads_the_event_and_can_do_nothing_to_it()
    {
        var (_, page, id, address) = await Incident("API");
        var viewer = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Viewer);

        var read = await viewer.Get(address);

        Assert.Contains("Slow answers", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", read.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/delete", read.Html, StringComparison.Ordinal);
        var entry = (await page.Read(id)).Updates()[0].Text("update_id");
        foreach (var form in (string[])["", "/edit", "/delete", $"/updates/{entry}", $"/updates/{entry}/delete"])
            Assert.Equal(
                HttpStatusCode.Forbidden,
                (
                    await viewer.Post(
                        address + form,
                        read.Token(),
                        ("status", "resolved"),
                        ("message", "x"),
                        ("title", "x"),
                        ("do", "add")
                    )
                ).Status
            );
        Assert.Single((await page.Read(id)).Updates());
    }

    private async Task<(ConsoleBrowser Browser, ChangePage Page)> Page(params string[] components)
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        return (browser, await ChangePage.Create(member, components));
    }

    private async Task<(ConsoleBrowser Browser, ChangePage Page, long Id, string Address)> Incident(
        params string[] components
    )
    {
        var (browser, page) = await Page(components);
        var id = (await page.Publish()).ChangeId();
        return (browser, page, id, $"/console/pages/{page.PageId}/events/{id}");
    }
}
