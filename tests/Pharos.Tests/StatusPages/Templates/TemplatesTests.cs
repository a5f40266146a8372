using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Templates;

[FullOnPostgres]
public sealed class TemplatesTests(SharedServer shared)
{
    [Fact]
    public async Task An_event_start_is_added_changed_and_deleted()
    {
        var (browser, member, pageId, path) = await Page();
        Assert.Contains("No incident templates yet", (await browser.Get(path)).Text, StringComparison.Ordinal);

        (
            await browser.Submit(
                path + "/pre_defined/new",
                path + "/pre_defined/new",
                ("title", "Provider is down"),
                ("status", "identified"),
                ("description", "We *know*.")
            )
        ).Sees(path + "?done=saved");
        var made = Assert.Single(await List(member, pageId, "pre_defined"))!;
        Assert.Equal(
            ("Provider is down", "incident", "identified"),
            (
                made["title"]!.GetValue<string>(),
                made["event_type"]!.GetValue<string>(),
                made["status"]!.GetValue<string>()
            )
        );
        var one = $"{path}/pre_defined/{made["template_id"]}";
        Assert.Contains($"href=\"{one}\"", (await browser.Get(path)).Html, StringComparison.Ordinal);
        (await browser.Submit(one, one, ("title", "Window"), ("status", "scheduled"), ("description", ""))).Sees(
            path + "?done=saved"
        );
        Assert.Equal(
            "maintenance",
            Assert.Single(await List(member, pageId, "pre_defined"))!["event_type"]!.GetValue<string>()
        );
        var refused = await browser.Submit(one, one, ("title", ""), ("status", "scheduled"), ("description", "kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Title must not be blank.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("kept", refused.Text, StringComparison.Ordinal);
        (await browser.Submit(one + "/delete", one + "/delete")).Sees(path + "?done=deleted");
        Assert.Empty(await List(member, pageId, "pre_defined"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(one)).Status);
    }

    [Fact]
    public async Task Update_texts_have_one_for_each_state_that_was_written_and_keep_to_their_type()
    {
        var (browser, member, pageId, path) = await Page();
        var fresh = path + "/message/new";

        var none = await browser.Submit(fresh + "?event=maintenance", fresh, ("title", "Window"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Enter a message for at least one status", none.Text, StringComparison.Ordinal);
        (
            await browser.Submit(
                none,
                fresh,
                ("title", "Window"),
                ("text_ongoing", "It has begun."),
                ("text_completed", "Done.")
            )
        ).Sees(path + "?done=saved");

        var made = Assert.Single(await List(member, pageId, "message"))!;
        Assert.Equal(
            ("maintenance", "ongoing", "It has begun."),
            (
                made["event_type"]!.GetValue<string>(),
                made["status"]!.GetValue<string>(),
                made["description"]!.GetValue<string>()
            )
        );
        Assert.Equal(["ongoing", "completed"], made["messages"]!.AsObject().Select(m => m.Key));
        var one = $"{path}/message/{made["template_id"]}";
        (
            await browser.Submit(
                one,
                one,
                ("title", "Window"),
                ("text_scheduled", "It will begin."),
                ("text_ongoing", " "),
                ("text_completed", "Done.")
            )
        ).Sees(path + "?done=saved");
        var changed = Assert.Single(await List(member, pageId, "message"))!;
        Assert.Equal(["scheduled", "completed"], changed["messages"]!.AsObject().Select(m => m.Key));
        Assert.Equal("It will begin.", changed["description"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_second_of_two_who_change_a_template_sees_the_conflict()
    {
        var (browser, member, pageId, path) = await Page();
        var id = (
            await member.Post(
                "/status-page/template/upsert",
                new
                {
                    page_id = pageId,
                    type = "message",
                    template = new
                    {
                        title = "Words",
                        event_type = "incident",
                        status = "identified",
                        description = "Found.",
                    },
                }
            )
        ).Data["template_id"]!.GetValue<string>();
        var one = $"{path}/message/{id}";
        var form = await browser.Get(one);
        await member.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = pageId,
                type = "message",
                template = new
                {
                    template_id = id,
                    title = "Words",
                    event_type = "incident",
                    status = "identified",
                    messages = new { identified = "Theirs." },
                },
            }
        );

        var told = await browser.Submit(form, one, ("title", "Words"), ("text_identified", "Mine."));

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>Theirs.</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("Mine.", told.Text, StringComparison.Ordinal);
        (await browser.Submit(told, one, ("title", "Words"), ("text_identified", "Mine."))).Sees(path + "?done=saved");
    }

    [Fact]
    public async Task The_kind_that_clients_offer_first_is_set_and_unset()
    {
        var (browser, member, pageId, path) = await Page();

        (await browser.Submit(path, path + "/preference", ("template_preference", "message"))).Sees(
            path + "?done=changed"
        );
        Assert.Equal(
            "message",
            (await member.Get("/status-page/info", ("page_id", pageId))).Data["template_preference"]!.GetValue<string>()
        );
        Assert.Contains("value=\"message\" checked", (await browser.Get(path)).Html, StringComparison.Ordinal);
        (await browser.Submit(path, path + "/preference", ("template_preference", ""))).Sees(path + "?done=changed");
        Assert.Null((await member.Get("/status-page/info", ("page_id", pageId))).Data["template_preference"]);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(path + "/nonsense/new")).Status);
    }

    private async Task<(ConsoleBrowser Browser, ApiClient Member, long PageId, string Path)> Page()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        return (browser, member, pageId, $"/console/pages/{pageId}/templates");
    }

    private static async Task<JsonArray> List(ApiClient member, long pageId, string type) =>
        (await member.Get("/status-page/template/list", ("page_id", pageId), ("type", type))).Data["items"]!.AsArray();
}
