using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Templates;

public sealed class TemplateTests(FrozenServer frozen)
{
    [Fact]
    public async Task Templates_are_made_listed_by_type_changed_and_deleted()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var slow = await Upsert(
            page,
            "pre_defined",
            new
            {
                title = " Slow ",
                event_type = "incident",
                status = "identified",
                description = "We know **why**.",
            }
        );
        var disks = await Upsert(
            page,
            "pre_defined",
            new
            {
                title = "Disks",
                event_type = "maintenance",
                status = "scheduled",
            }
        );
        var words = await Upsert(
            page,
            "message",
            new
            {
                title = "Words",
                event_type = "incident",
                status = "investigating",
                messages = new { resolved = "All well.", identified = "Found." },
            }
        );

        // Made in the same instant, as this server's clock says: in any order.
        string[] both =
        [
            $$$"""{"template_id":"{{{slow}}}","title":"Slow","event_type":"incident","status":"identified","""
                + "\"description\":\"We know **why**.\"}",
            $$$"""{"template_id":"{{{disks}}}","title":"Disks","event_type":"maintenance","status":"scheduled"}""",
        ];
        Assert.Equal(
            both.Order(StringComparer.Ordinal),
            (await List(page, "pre_defined")).Split('\n').Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            $$$"""{"template_id":"{{{words}}}","title":"Words","event_type":"incident","status":"investigating","""
                + "\"messages\":"
                + """{"identified":"Found.","resolved":"All well."}}""",
            await List(page, "message")
        );

        Assert.Equal(
            slow,
            await Upsert(
                page,
                "pre_defined",
                new
                {
                    template_id = slow,
                    title = "Slower",
                    event_type = "incident",
                    status = "monitoring",
                    description = "",
                }
            )
        );
        _ = (await Delete(page, "pre_defined", disks)).Data;

        Assert.Equal(
            $$"""{"template_id":"{{slow}}","title":"Slower","event_type":"incident","status":"monitoring"}""",
            await List(page, "pre_defined")
        );
    }

    [Fact]
    public async Task A_message_template_without_texts_by_status_takes_its_description_for_its_status()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        var id = await Upsert(
            page,
            "message",
            new
            {
                title = "Found",
                event_type = "incident",
                status = "identified",
                description = "We found it.",
            }
        );

        Assert.Equal(
            $$$"""{"template_id":"{{{id}}}","title":"Found","event_type":"incident","status":"identified","""
                + "\"description\":\"We found it.\",\"messages\":"
                + """{"identified":"We found it."}}""",
            await List(page, "message")
        );
        (
            await Try(
                page,
                "message",
                new
                {
                    title = "Empty",
                    event_type = "incident",
                    status = "identified",
                }
            )
        ).IsError("InvalidParameter", "template.messages");
    }

    [Fact]
    public async Task Texts_not_mentioned_are_kept_as_far_as_they_go_with_the_type_of_event()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var id = await Upsert(
            page,
            "message",
            new
            {
                title = "A",
                event_type = "incident",
                status = "identified",
                description = "D.",
                messages = new { resolved = "All well." },
            }
        );

        await Upsert(
            page,
            "message",
            new
            {
                template_id = id,
                title = "B",
                event_type = "incident",
                status = "monitoring",
            }
        );
        Assert.Equal(
            "All well.",
            JsonNode.Parse(await List(page, "message"))!["messages"]!["resolved"]!.GetValue<string>()
        );
        await Upsert(
            page,
            "message",
            new
            {
                template_id = id,
                title = "C",
                event_type = "maintenance",
                status = "ongoing",
            }
        );
        Assert.Equal("""{"ongoing":"D."}""", JsonNode.Parse(await List(page, "message"))!["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_by_the_name_of_its_field()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await Try(page, "pre_defined", new { event_type = "incident", status = "identified" })).IsError(
            "InvalidParameter",
            "template.title"
        );
        (
            await Try(
                page,
                "pre_defined",
                new
                {
                    title = new string('x', 256),
                    event_type = "incident",
                    status = "identified",
                }
            )
        ).IsError("InvalidParameter", "template.title");
        (
            await Try(
                page,
                "pre_defined",
                new
                {
                    title = "A",
                    event_type = "incident",
                    status = "scheduled",
                }
            )
        ).IsError("InvalidParameter", "template.status");
        (
            await Try(
                page,
                "pre_defined",
                new
                {
                    title = "A",
                    event_type = "incident",
                    status = "identified",
                    messages = new { identified = "Found." },
                }
            )
        ).IsError("InvalidParameter", "template.messages");
        (
            await Try(
                page,
                "message",
                new
                {
                    title = "A",
                    event_type = "incident",
                    status = "identified",
                    messages = new { completed = "Done." },
                }
            )
        ).IsError("InvalidParameter", "template.messages");
        (
            await Try(
                page,
                "message",
                new
                {
                    title = "A",
                    event_type = "incident",
                    status = "identified",
                    messages = new { identified = " " },
                }
            )
        ).IsError("InvalidParameter", "template.messages.identified");
        (
            await page.Api.Post("/status-page/template/upsert", new { page_id = page.PageId, type = "pre_defined" })
        ).IsError("InvalidParameter", "template");
        Assert.Equal("", await List(page, "pre_defined"));
    }

    [Fact]
    public async Task A_template_is_found_only_on_its_page_and_by_its_type()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var other = await ChangePage.Create(page.Api);
        var id = await Upsert(
            page,
            "pre_defined",
            new
            {
                title = "A",
                event_type = "incident",
                status = "identified",
            }
        );

        (
            await Try(
                other,
                "pre_defined",
                new
                {
                    template_id = id,
                    title = "B",
                    event_type = "incident",
                    status = "identified",
                }
            )
        ).IsError("ResourceNotFound", "template.template_id");
        (
            await Try(
                page,
                "message",
                new
                {
                    template_id = id,
                    title = "B",
                    event_type = "incident",
                    status = "identified",
                    description = "B.",
                }
            )
        ).IsError("ResourceNotFound", "template.template_id");
        (await Delete(other, "pre_defined", id)).IsError("ResourceNotFound", "template_id");
        (await Delete(page, "message", id)).IsError("ResourceNotFound", "template_id");
        _ = (await page.Api.Post("/status-page/delete", new { page_id = page.PageId })).Data;
        (await page.Api.Get("/status-page/template/list", ("page_id", page.PageId), ("type", "pre_defined"))).IsError(
            "ResourceNotFound",
            "page_id"
        );
    }

    private static async Task<string> Upsert(ChangePage page, string type, object template) =>
        (await Try(page, type, template)).Data["template_id"]!.GetValue<string>();

    private static Task<ApiAnswer> Try(ChangePage page, string type, object template) =>
        page.Api.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = page.PageId,
                type,
                template,
            }
        );

    private static Task<ApiAnswer> Delete(ChangePage page, string type, string id) =>
        page.Api.Post(
            "/status-page/template/delete",
            new
            {
                page_id = page.PageId,
                type,
                template_id = id,
            }
        );

    /// <summary>A line each.</summary>
    private static async Task<string> List(ChangePage page, string type) =>
        string.Join(
            '\n',
            (await page.Api.Get("/status-page/template/list", ("page_id", page.PageId), ("type", type))).Data["items"]!
                .AsArray()
                .Select(t => t!.ToJsonString(Pharos.Kernel.WireJson.Options))
        );
}
