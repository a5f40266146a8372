using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

[FullOnPostgres]
public sealed class ImportSubscribersTests(FrozenServer frozen)
{
    [Fact]
    public async Task Who_is_imported_is_subscribed_without_being_asked()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();

        Assert.Empty(
            (
                await page.Import(
                    new
                    {
                        recipient = "alice@example.com",
                        all = true,
                        locale = "zh-cn",
                    },
                    new
                    {
                        recipient = " Bob@Example.COM ",
                        component_ids = new[] { page.Components[1], page.Components[0] },
                    },
                    new { recipient = "carol@bücher.example", change_ids = new[] { change } }
                )
            ).Data
        );

        Assert.Equal(
            ["alice@example.com: *", "bob@example.com: API, Web", "carol@xn--bcher-kva.example: 1"],
            await page.Told()
        );
        Assert.Equal(["zh-CN", "en-US", "en-US"], (await page.List()).Select(i => i.Text("locale")));
        var row = await page.Row("bob@example.com");
        Assert.Equal(("example.com", FrozenServer.Now, null), (row.Domain, row.CreatedAt, row.MemberId));
        Assert.Equal(40, row.Token.Length);
    }

    [Fact]
    public async Task The_language_is_that_of_the_request_unless_the_item_says_another()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        using var request = OperationCalls.Message(
            "POST",
            "/status-page/subscriber/import?app_key=" + page.Api.Key,
            new()
            {
                ["page_id"] = page.PageId,
                ["method"] = "email",
                ["subscribers"] = new System.Text.Json.Nodes.JsonArray(
                    new System.Text.Json.Nodes.JsonObject { ["recipient"] = "alice@example.com", ["all"] = true },
                    new System.Text.Json.Nodes.JsonObject
                    {
                        ["recipient"] = "bob@example.com",
                        ["all"] = true,
                        ["locale"] = "fr-CA",
                    }
                ),
            }
        );
        request.Headers.Add("Accept-Language", "zh-Hans");

        Assert.Empty((await page.Api.Send(request)).Data);

        Assert.Equal(["zh-CN", "fr-CA"], (await page.List()).Select(i => i.Text("locale")));
    }

    [Fact]
    public async Task The_same_recipients_scope_is_replaced_and_other_subscribers_are_untouched()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();
        await page.Import(
            new
            {
                recipient = "alice@example.com",
                all = true,
                locale = "zh-CN",
            },
            new
            {
                recipient = "bob@example.com",
                component_ids = new[] { page.Components[0] },
                change_ids = new[] { change },
            },
            new { recipient = "carol@example.com", component_ids = new[] { page.Components[2] } }
        );
        await page.NewSection("Core", [page.Components[1]], "bob@example.com");
        var before = await page.Row("bob@example.com");

        await page.Import(
            new { recipient = "ALICE@example.com", component_ids = new[] { page.Components[1] } },
            new { recipient = "bob@example.com", component_ids = new[] { page.Components[2] } }
        );

        Assert.Equal(["alice@example.com: Web", "bob@example.com: Mail", "carol@example.com: Mail"], await page.Told());
        var after = await page.Row("bob@example.com");
        // The links in the mails that bob has go on working.
        Assert.Equal(
            (before.SubscriberId, before.Token, before.CreatedAt),
            (after.SubscriberId, after.Token, after.CreatedAt)
        );

        await page.Import(new { recipient = "bob@example.com", all = true });
        Assert.Equal(["alice@example.com: Web", "bob@example.com: *", "carol@example.com: Mail"], await page.Told());
    }

    [Fact]
    public async Task A_recipient_named_several_times_gets_what_all_of_them_say()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();

        await page.Import(
            new
            {
                recipient = "alice@example.com",
                component_ids = new[] { page.Components[0] },
                locale = "fr-FR",
            },
            new { recipient = "bob@example.com", all = true },
            new
            {
                recipient = "Alice@example.com",
                component_ids = new[] { page.Components[2], page.Components[0] },
                change_ids = new[] { change },
                locale = "de-DE",
            },
            new { recipient = "bob@EXAMPLE.com", component_ids = new[] { page.Components[0] } }
        );

        Assert.Equal(["alice@example.com: API, Mail, 1", "bob@example.com: *"], await page.Told());
        Assert.Equal("de-DE", (await page.List())[0].Text("locale"));
    }

    [Fact]
    public async Task One_bad_item_keeps_all_of_them_out()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var elsewhere = await SubscriberPage.Create(frozen.Server);
        await page.Import(new { recipient = "u7@example.com", component_ids = new[] { page.Components[0] } });
        var before = await page.Told();
        object[] good = [.. Enumerable.Range(0, 200).Select(i => new { recipient = $"u{i}@example.com", all = true })];

        foreach (
            var (bad, field) in ((object, string)[])
                [
                    (new { recipient = "no-address", all = true }, "recipient"),
                    (
                        new
                        {
                            recipient = "x@example.com",
                            component_ids = new[] { page.Components[0], elsewhere.Components[0] },
                        },
                        "component_ids[1]"
                    ),
                    (
                        new { recipient = "x@example.com", change_ids = new[] { await elsewhere.NewIncident() } },
                        "change_ids[0]"
                    ),
                    (
                        new
                        {
                            recipient = "x@example.com",
                            all = true,
                            component_ids = new[] { elsewhere.Components[0] },
                        },
                        "component_ids[0]"
                    ),
                    (new { recipient = "x@example.com", all = false }, "all"),
                    (
                        new
                        {
                            recipient = "x@example.com",
                            all = true,
                            locale = "English",
                        },
                        "locale"
                    ),
                ]
        )
            (await page.Import([.. good, bad])).IsError("InvalidParameter", "subscribers[200]." + field);

        Assert.Equal(before, await page.Told());
    }

    [Fact]
    public async Task A_deleted_component_cannot_be_subscribed_to()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Api.Post(
            "/status-page/component/delete",
            new { page_id = page.PageId, component_ids = new[] { page.Components[1] } }
        );

        (await page.Import(new { recipient = "x@example.com", component_ids = new[] { page.Components[1] } })).IsError(
            "InvalidParameter",
            "subscribers[0].component_ids[0]"
        );
    }

    [Fact]
    public async Task Mail_is_for_public_pages_and_messages_are_for_members_on_internal_ones()
    {
        var open = await SubscriberPage.Create(frozen.Server);
        var inside = await SubscriberPage.CreateInternal(frozen.Server);
        var member = inside.Api.Caller.MemberId.ToString(CultureInfo.InvariantCulture);
        var stranger = open.Api.Caller.MemberId.ToString(CultureInfo.InvariantCulture);

        (
            await inside.Api.Post(
                "/status-page/subscriber/import",
                new
                {
                    page_id = inside.PageId,
                    method = "email",
                    subscribers = new[] { new { recipient = "a@example.com", all = true } },
                }
            )
        ).IsError("InvalidParameter", "method");
        (
            await open.Api.Post(
                "/status-page/subscriber/import",
                new
                {
                    page_id = open.PageId,
                    method = "im",
                    subscribers = new[] { new { recipient = stranger, all = true } },
                }
            )
        ).IsError("InvalidParameter", "method");
        (await inside.Import(new { recipient = "a@example.com", all = true })).IsError(
            "InvalidParameter",
            "subscribers[0].recipient"
        );
        (await inside.Import(new { recipient = member, all = true }, new { recipient = stranger, all = true })).IsError(
            "InvalidParameter",
            "subscribers[1].recipient"
        );
        Assert.Empty(await inside.Told());

        Assert.Empty((await inside.Import(new { recipient = $" {member} ", all = true })).Data);
        Assert.Equal([member + ": *"], await inside.Told());
        Assert.Equal("im", Assert.Single(await inside.List()).Text("method"));
        var row = await inside.Row(member);
        Assert.Equal((inside.Api.Caller.MemberId, ""), (row.MemberId, row.Domain));
    }

    [Fact]
    public async Task An_empty_import_succeeds()
    {
        var page = await SubscriberPage.Create(frozen.Server);

        Assert.Empty((await page.Import()).Data);
        (await page.Api.Post("/status-page/subscriber/import", new { page_id = page.PageId, method = "im" })).IsError(
            "InvalidParameter",
            "method"
        );

        Assert.Empty(await page.Told());
    }

    [Fact]
    public async Task An_address_that_no_longer_takes_mail_stays_quarantined()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(new { recipient = "alice@example.com", all = true });
        await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Subscribers.Where(s => s.PageId == page.PageId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(s => s.QuarantinedAt, FrozenServer.Now).SetProperty(s => s.Failures, 3)
                );

        await page.Import(new { recipient = "alice@example.com", component_ids = new[] { page.Components[0] } });

        var row = await page.Row("alice@example.com");
        Assert.Equal((FrozenServer.Now, 3, false), (row.QuarantinedAt, row.Failures, row.All));
    }

    [Fact]
    public async Task Another_account_sees_and_touches_none_of_them()
    {
        var mine = await SubscriberPage.Create(frozen.Server);
        var theirs = await SubscriberPage.Create(frozen.Server);
        await mine.Import(new { recipient = "alice@example.com", all = true });
        await theirs.Import(new { recipient = "alice@example.com", component_ids = new[] { theirs.Components[0] } });
        var viewer = await frozen.Server.NewMember(mine.Api.Caller.AccountId, BuiltInRoles.Viewer);

        foreach (
            var (path, request) in ((string, object)[])
                [
                    (
                        "import",
                        new
                        {
                            page_id = mine.PageId,
                            method = "email",
                            subscribers = new[] { new { recipient = "eve@example.com", all = true } },
                        }
                    ),
                    ("export", new { page_id = mine.PageId }),
                ]
        )
        {
            (await theirs.Api.Post("/status-page/subscriber/" + path, request)).IsError("ResourceNotFound", "page_id");
            (await viewer.Post("/status-page/subscriber/" + path, request)).IsError(
                "AccessDenied",
                "Status Pages Manage"
            );
        }

        (await theirs.Api.Get("/status-page/subscriber/list", ("page_id", mine.PageId))).IsError(
            "ResourceNotFound",
            "page_id"
        );
        Assert.Single(
            (await viewer.Get("/status-page/subscriber/list", ("page_id", mine.PageId))).Data["items"]!.AsArray()
        );
        Assert.Equal(["alice@example.com: *"], await mine.Told());
        Assert.Equal(["alice@example.com: API"], await theirs.Told());
    }
}
