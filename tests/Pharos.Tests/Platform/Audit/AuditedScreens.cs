using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>The forms about pages, events and people, each sent once as a member would.</summary>
public sealed partial class AuditedConsoleTests
{
    private async Task TellsOfPages(ConsoleBrowser browser)
    {
        var made = await Tells("/pages/new", ["page:write:create"], () =>
            browser.Submit(
                "/console/pages/new",
                "/console/pages/new",
                ("name", "Outside"),
                ("url_name", "outside"),
                ("type", "public"),
                ("date_view", "list"),
                ("display_uptime_mode", "chart")
            )
        );
        var page = Regex.Match(made.Location!, @"^/console/pages/\d+").Value;
        await Tells("/pages/{pageId}/sections", ["section:write:upsert"], () =>
            browser.Submit(page + "/components", page + "/sections", ("section_name", "Core"))
        );
        await browser.Submit(page + "/components", page + "/sections", ("section_name", "Edge"));
        await Tells("/pages/{pageId}/components", ["component:write:upsert"], () =>
            browser.Submit(page + "/components", page + "/components", ("names", "API\nWeb"), ("section_id", ""))
        );
        var list = (await browser.Get(page + "/components")).Html;
        var components = Regex
            .Matches(list, page + "/components/([0-9A-Z]{26})\"")
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToArray();
        var sections = Regex
            .Matches(list, page + "/sections/([0-9A-Z]{26})\"")
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToArray();
        await Tells("/pages/{pageId}/components/move", ["component:write:upsert"], () =>
            browser.Submit(page + "/components", page + "/components/move", ("move", "up:" + components[1]))
        );
        await Tells("/pages/{pageId}/sections/move", ["section:write:upsert"], () =>
            browser.Submit(page + "/components", page + "/sections/move", ("move", "up:" + sections[1]))
        );
        foreach (
            var (route, noun, id) in ((string, string, string)[])
                [("components", "component", components[1]), ("sections", "section", sections[1])]
        )
        {
            var own = $"{page}/{route}/{id}";
            await Tells($"/pages/{{pageId}}/{route}/{{{noun}Id}}", [noun + ":write:upsert"], () =>
                browser.Submit(
                    own,
                    own,
                    ("name", "Renamed"),
                    ("description", ""),
                    ("section_id", ""),
                    ("since", "2026-01-01")
                )
            );
            await Tells($"/pages/{{pageId}}/{route}/{{{noun}Id}}/delete", [noun + ":write:delete"], () =>
                browser.Submit(own + "/delete", own + "/delete")
            );
        }

        await TellsOfEvents(browser, page, components[0]);
        await TellsOfTemplates(browser, page);
        await TellsOfSubscribers(browser, page);
        foreach (
            var (part, fields) in ((string, (string, string)[])[])
                [
                    (
                        "",
                        [
                            ("name", "Outside"),
                            ("page_title", "New"),
                            ("url_name", "outside"),
                            ("date_view", "list"),
                            ("display_uptime_mode", "chart"),
                        ]
                    ),
                    ("/domain", [("custom_domain", "status.example.com")]),
                    ("/subscriptions", [("email", "true")]),
                    ("/branding", [("page_header", "Hello")]),
                ]
        )
            await Tells("/pages/{pageId}/settings" + part, ["page:write:update"], () =>
                browser.Submit($"{page}/settings{part}", $"{page}/settings{part}", fields)
            );
        await Tells(
            "/pages/{pageId}/settings/branding/preview",
            [],
            async () =>
                await browser.Post(
                    page + "/settings/branding/preview",
                    [(await browser.Get("/console")).Token(), ("page_header", "Hello")]
                ),
            HttpStatusCode.OK
        );
        await Tells("/pages/{pageId}/settings/delete", ["page:write:delete"], () =>
            browser.Submit(page + "/settings/delete", page + "/settings/delete", ("name", "Outside"))
        );
    }

    private async Task TellsOfEvents(ConsoleBrowser browser, string page, string component)
    {
        const string publish = "/console/publish";
        var query = $"{publish}?page_id={page.Split('/')[^1]}";
        (string, string)[] fields =
        [
            ("title", "Errors"),
            ("status", "investigating"),
            ($"c_{component}", "degraded"),
            ("message", "Looking."),
            ("next", "30"),
            .. (await browser.Get(query)).Html.Contains("<select id=\"page_id\"", StringComparison.Ordinal)
                ? [("page_id", page.Split('/')[^1])]
                : Array.Empty<(string, string)>(),
        ];
        await Tells(
            "/publish",
            [],
            async () => await browser.Submit(await browser.Get(query), publish, [.. fields, ("do", "look")]),
            HttpStatusCode.OK
        );
        await Tells(
            "/publish/look",
            [],
            async () =>
                await browser.Post(
                    publish + "/look",
                    [(await browser.Get("/console")).Token(), ("page_id", page.Split('/')[^1]), .. fields]
                ),
            HttpStatusCode.OK
        );
        await Tells(
            "/publish/preview",
            [],
            async () =>
                await browser.Post(
                    publish + "/preview",
                    [
                        (await browser.Get("/console")).Token(),
                        ("page_id", page.Split('/')[^1]),
                        .. fields,
                        ("do", "page"),
                    ]
                ),
            HttpStatusCode.OK
        );
        await Tells(
            "/moment",
            [],
            async () =>
                await browser.Post(
                    "/console/moment",
                    (await browser.Get("/console")).Token(),
                    ("name", "start"),
                    ("text", "2026-05-28T12:00")
                ),
            HttpStatusCode.OK
        );
        await Tells(
            "/preview",
            [],
            async () =>
                await browser.Post("/console/preview", (await browser.Get("/console")).Token(), ("text", "*x*")),
            HttpStatusCode.OK
        );
        var made = await Tells("/publish", ["change:write:create"], () =>
            browser.Submit(query, publish, [.. fields, ("do", "publish")])
        );
        var own = made.Location!.Split('?')[0];
        await Tells("/pages/{pageId}/events/{changeId}", ["timeline:write:create"], () =>
            browser.Submit(own, own, ("status", "identified"), ("message", "Found."), ("next", "0"), ("do", "add"))
        );
        await Tells("/pages/{pageId}/events/{changeId}/edit", ["change:write:update"], () =>
            browser.Submit(own + "/edit", own + "/edit", ("title", "More errors"))
        );
        var entry =
            $"{own}/updates/"
            + Regex.Match((await browser.Get(own)).Html, "/updates/([0-9A-Z]{26})/delete").Groups[1].Value;
        await Tells("/pages/{pageId}/events/{changeId}/updates/{updateId}", ["timeline:write:update"], () =>
            browser.Submit(
                entry,
                entry,
                ("message", "Found it."),
                ("at", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture))
            )
        );
        await Tells("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", ["timeline:write:delete"], () =>
            browser.Submit(entry + "/delete", entry + "/delete")
        );
        await Tells("/pages/{pageId}/events/{changeId}/delete", ["change:write:delete"], () =>
            browser.Submit(own + "/delete", own + "/delete")
        );
        await Tells("/pages/{pageId}/events/past", ["change:write:create"], () =>
            browser.Submit(
                page + "/events/past",
                page + "/events/past",
                ("title", "Old"),
                ("at_0", "2026-01-01T10:00"),
                ("status_0", "investigating"),
                ("message_0", "It broke."),
                ($"e0c_{component}", "full_outage"),
                ("at_1", "2026-01-01T11:00"),
                ("status_1", "resolved"),
                ("message_1", "Mended."),
                ("do", "publish")
            )
        );
    }

    private async Task TellsOfTemplates(ConsoleBrowser browser, string page)
    {
        var path = page + "/templates";
        (string, string)[] fields =
        [
            ("title", "Usual"),
            ("event_type", "incident"),
            ("status", "investigating"),
            ("description", "Looking."),
            ("message_investigating", "Looking."),
            ("investigating", "Looking."),
        ];
        await Tells("/pages/{pageId}/templates/{type}/new", ["template:write:upsert"], () =>
            browser.Submit(path + "/pre_defined/new", path + "/pre_defined/new", fields)
        );
        var own = Regex.Match((await browser.Get(path)).Html, path + "/pre_defined/[0-9A-Z]{26}").Value;
        await Tells("/pages/{pageId}/templates/{type}/{templateId}", ["template:write:upsert"], () =>
            browser.Submit(own, own, fields)
        );
        await Tells("/pages/{pageId}/templates/{type}/{templateId}/delete", ["template:write:delete"], () =>
            browser.Submit(own + "/delete", own + "/delete")
        );
        await Tells("/pages/{pageId}/templates/preference", ["page:write:update"], () =>
            browser.Submit(path, path + "/preference", ("template_preference", "message"))
        );
    }

    private async Task TellsOfSubscribers(ConsoleBrowser browser, string page)
    {
        var path = page + "/subscribers";
        await Tells("/pages/{pageId}/subscribers/new", ["subscriber:write:import"], () =>
            browser.Submit(
                path + "/new",
                path + "/new",
                ("recipient", "dora@example.com"),
                ("scope", "all"),
                ("locale", "en-US")
            )
        );
        var preview = await Tells(
            "/pages/{pageId}/subscribers/import",
            [],
            () => browser.Submit(path + "/import", path + "/import", ("list", "emil@example.com")),
            HttpStatusCode.OK
        );
        var confirm = Regex.Match(preview.Html, path + "/import/[0-9A-Z]{26}").Value;
        await Tells("/pages/{pageId}/subscribers/import/{importId}", ["subscriber:write:import"], () =>
            browser.Submit(preview, confirm)
        );
        await Tells(
            "/pages/{pageId}/subscribers/export",
            ["subscriber:read:export"],
            () => browser.Submit(path, path + "/export"),
            HttpStatusCode.OK
        );
        var remove = Regex.Match((await browser.Get(path)).Html, path + @"/\d+/remove").Value;
        await Tells("/pages/{pageId}/subscribers/{subscriberId}/remove", ["subscriber:write:delete"], () =>
            browser.Submit(remove, remove)
        );
        Assert.DoesNotContain(await server.Store.Lines(accountId), l =>
            (l.Body + l.About).Contains("dora@example.com", StringComparison.Ordinal)
        );
    }

    private async Task TellsOfPeople(ConsoleBrowser browser)
    {
        await Tells(
            "/members/invite",
            ["member:write:invite"],
            () =>
                browser.Submit(
                    "/console/members/invite",
                    "/console/members/invite",
                    ("addresses", "carol@example.com"),
                    ("role_ids", "4")
                ),
            HttpStatusCode.OK
        );
        var member = Regex.Match((await browser.Get("/console/members?q=carol")).Html, @"/console/members/\d+").Value;
        await Tells(
            "/members/{memberId}/invite",
            ["member:write:invite"],
            () => browser.Submit(member, member + "/invite"),
            HttpStatusCode.OK
        );
        await Tells("/members/{memberId}/roles", ["member-role:write:update"], () =>
            browser.Submit(member, member + "/roles", ("role_ids", "3"))
        );
        await Tells("/members/{memberId}/second-factor", ["second-factor:write:delete"], async () =>
            await browser.Post(member + "/second-factor", (await browser.Get("/console")).Token())
        );
        await Tells("/members/{memberId}/delete", ["member:write:delete"], () =>
            browser.Submit(member + "/delete", member + "/delete")
        );

        await Tells("/roles/new", ["role:write:upsert"], () =>
            browser.Submit(
                "/console/roles/new",
                "/console/roles/new",
                ("name", "Writers"),
                ("description", "They write."),
                ("permission_ids", "102")
            )
        );
        var role = Regex.Match((await browser.Get("/console/roles")).Html, @"/console/roles/\d{5,}").Value;
        await Tells("/roles/{roleId}", ["role:write:upsert"], () =>
            browser.Submit(role, role, ("name", "Authors"), ("description", ""), ("permission_ids", "102"))
        );
        var me = (await server.Store.Lines(accountId))[0].MemberId.ToString(CultureInfo.InvariantCulture);
        await Tells("/roles/{roleId}/members/grant", ["role-member:write:grant"], () =>
            browser.Submit(role, role + "/members/grant", ("member_id", me))
        );
        await Tells("/roles/{roleId}/members/revoke", ["role-member:write:revoke"], () =>
            browser.Submit(role, role + "/members/revoke", ("member_id", me))
        );
        foreach (var change in (string[])["disable", "enable"])
            await Tells("/roles/{roleId}/" + change, ["role:write:" + change], () =>
                browser.Submit(role, $"{role}/{change}")
            );
        await Tells("/roles/{roleId}/delete", ["role:write:delete"], () =>
            browser.Submit(role + "/delete", role + "/delete")
        );

        await Tells("/teams/new", ["team:write:upsert"], () =>
            browser.Submit(
                "/console/teams/new",
                "/console/teams/new",
                ("name", "Night"),
                ("description", ""),
                ("person_ids", me)
            )
        );
        var team = Regex.Match((await browser.Get("/console/teams")).Html, @"/console/teams/\d+").Value;
        await Tells("/teams/{teamId}", ["team:write:upsert"], () =>
            browser.Submit(team, team, ("name", "Day"), ("description", ""), ("person_ids", me))
        );
        await Tells("/teams/{teamId}/delete", ["team:write:delete"], () =>
            browser.Submit(team + "/delete", team + "/delete")
        );
        await Tells("/account/organization", ["account:write:update"], () =>
            browser.Submit(
                "/console/account/organization",
                "/console/account/organization",
                ("name", "Acme"),
                ("locale", "en-US"),
                ("time_zone", "Europe/Berlin")
            )
        );
    }

    private async Task TellsOfSecurity(ConsoleBrowser browser)
    {
        const string profile = "/console/account/profile";
        const string security = "/console/account/security";
        const string factor = security + "/second-factor";
        await Tells("/account/profile", ["member:write:update", "member-language:write:update"], () =>
            browser.Submit(
                profile,
                profile,
                ("name", "Ada"),
                ("phone", ""),
                ("country_code", ""),
                ("language", ""),
                ("time_zone", "UTC")
            )
        );
        await Tells("/account/security/second-factor", ["second-factor:write:start"], () =>
            browser.Submit(security, factor)
        );
        var page = await browser.Get(factor);
        var phone = Authenticator.Of(page, TimeProvider.System);
        await Tells(
            "/account/security/second-factor/confirm",
            ["second-factor:write:create"],
            () => browser.Submit(page, factor + "/confirm", ("code", phone.Code()), ("password", Password)),
            HttpStatusCode.OK
        );
        await Tells(
            "/account/security/second-factor/recovery-codes",
            ["recovery-codes:write:create"],
            () => browser.Submit(factor + "/recovery-codes", factor + "/recovery-codes", ("password", Password)),
            HttpStatusCode.OK
        );
        var other = new ConsoleBrowser(server.Http);
        await Tells("/sign-in", [], () => other.SignIn("ada@example.com", Password));
        await Tells("/sign-in/code", ["session:write:create"], () =>
            other.Submit("/console/sign-in/code", "/console/sign-in/code", ("code", phone.Code(1)))
        );
        var session = Regex.Match((await browser.Get(security)).Html, security + "/sessions/[0-9a-f]{64}/end").Value;
        await Tells("/account/security/sessions/{sessionId}/end", ["session:write:end"], () =>
            browser.Submit(security, session)
        );
        await Tells("/account/security/sessions/end-others", ["session:write:end"], async () =>
            await browser.Post(security + "/sessions/end-others", (await browser.Get("/console")).Token())
        );
        await Tells("/account/security/second-factor/off", ["second-factor:write:delete"], () =>
            browser.Submit(factor + "/off", factor + "/off", ("password", Password))
        );
        await Tells("/account/security/password", ["password:write:update", "session:write:create"], () =>
            browser.Submit(
                security,
                security + "/password",
                ("current_password", Password),
                ("new_password", Password + " 2")
            )
        );
    }
}
