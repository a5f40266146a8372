using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Security;
using Pharos.Platform.Setup.Console;
using Pharos.Tests.StatusPages.DeliveryProblems;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.Platform.Audit;

/// <summary>Every form of the console that does something leaves a line, and none of them a secret.</summary>
public sealed partial class AuditedConsoleTests : IAsyncLifetime
{
    private const string Password = "a long password";
    private const string HookPath = "/hooks/very-secret-path";
    private const string HookSecret = "very-s3cret";
    private const string Hooks = "/console/account/im-hooks";
    private const string Keys = "/console/account/app-keys";
    private const string Problems = "/console/delivery-problems";

    private readonly HashSet<string> submitted = new(StringComparer.Ordinal);
    private TestServer server = null!;
    private HookSink sink = null!;
    private long accountId;

    public async ValueTask InitializeAsync()
    {
        sink = await HookSink.Start();
        server = await TestServer.Start(configure: options => options.Delivery.AllowedNetworks = "127.0.0.0/8");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Every_form_that_does_something_leaves_its_line()
    {
        var browser = new ConsoleBrowser(server.Http);
        await Tells("/setup", ["account:write:create", "session:write:create"], () =>
            browser.Submit(
                "/console/setup",
                "/console/setup",
                ("code", server.Services.GetRequiredService<FirstRun>().Code),
                ("organization", "Acme"),
                ("email", "ada@example.com"),
                ("password", Password)
            )
        );
        await Tells("/sign-out", ["session:write:delete"], () => browser.Submit("/console", "/console/sign-out"));
        await Tells(
            "/sign-out",
            ["sign-in:read:fail"],
            () =>
                browser.Submit(
                    "/console/sign-in",
                    "/console/sign-in",
                    ("email", "ada@example.com"),
                    ("password", "not the password")
                ),
            HttpStatusCode.UnprocessableEntity
        );
        await Tells("/sign-in", ["session:write:create"], () => browser.SignIn("ada@example.com", Password));
        var key = await TellsOfKeys(browser);
        var member = new ApiClient(
            server.Http,
            key,
            new Caller(accountId, (await server.Store.Lines(accountId))[0].MemberId, Permissions.All),
            "ada@example.com"
        );
        await TellsOfHooks(browser, member);
        await TellsOfReleases(browser, member);
        var (_, link) = await member.Invite("bob@example.com");
        var guest = new ConsoleBrowser(server.Http);
        await Tells("/invitations/{token:maxlength(100)}", ["member:write:join", "session:write:create"], () =>
            guest.Submit(link, link, ("name", "Bob"), ("password", Password))
        );
        await TellsOfColleaguesKey(browser, guest);
        await TellsOfPages(browser);
        await TellsOfOnCall(browser);
        await TellsOfPeople(browser);
        await TellsOfSecurity(browser);

        Assert.Equal(Forms().Order(StringComparer.Ordinal), submitted.Order(StringComparer.Ordinal));
        var lines = await server.Store.Lines(accountId);
        Assert.All(lines.Where(l => l.Door == EntryPoint.Console), l =>
            Assert.Equal(("127.0.0.1", (string?)null, 26), (l.ClientAddress, l.KeyId, l.RequestId.Length))
        );
        Assert.All(lines.Where(l => l.Operation is "member:write:join"), l =>
            Assert.Equal(("Bob", "bob@example.com"), (l.MemberName, l.About))
        );
        foreach (
            var secret in (string[])
                [Password, HookPath[1..], HookSecret, key, link.Split('/')[^1], .. browser.Cookies.Values]
        )
            Assert.DoesNotContain(lines, l =>
                (l.Body + l.About + l.KeyName).Contains(secret, StringComparison.Ordinal)
            );
    }

    private async Task<string> TellsOfKeys(ConsoleBrowser browser)
    {
        var form = await browser.Get(Keys);
        var made = await Tells(
            "/account/app-keys",
            ["app-key:write:create"],
            () => browser.Submit(form, Keys, ("name", "ci"), ("password", Password)),
            HttpStatusCode.OK
        );
        await Tells(
            "/account/app-keys",
            [],
            () => browser.Submit(form, Keys, ("name", "ci"), ("password", Password)),
            HttpStatusCode.OK
        );
        await browser.Submit(Keys, Keys, ("name", "other"), ("password", Password));
        var other = await KeyId("other");
        foreach (var change in (string[])["disable", "enable"])
            await Tells("/account/app-keys/{keyId}/" + change, ["app-key:write:" + change], async () =>
                await browser.Submit(Keys, $"{Keys}/{await KeyId("other")}/{change}")
            );
        await Tells("/account/app-keys/{keyId}/delete", ["app-key:write:delete"], () =>
            browser.Submit($"{Keys}/{other}/delete", $"{Keys}/{other}/delete")
        );
        return made.NewKey!;
    }

    private async Task TellsOfColleaguesKey(ConsoleBrowser browser, ConsoleBrowser colleague)
    {
        await colleague.Submit(Keys, Keys, ("name", "bob's"), ("password", Password));
        var member = Regex.Match((await browser.Get("/console/members?q=bob")).Html, @"/console/members/\d+").Value;
        var key = $"{member}/keys/{await KeyId("bob's")}/delete";
        await Tells("/members/{memberId}/keys/{keyId}/delete", ["app-key:write:delete"], () =>
            browser.Submit(key, key)
        );
    }

    private async Task TellsOfHooks(ConsoleBrowser browser, ApiClient member)
    {
        var form = await browser.Get(Hooks);
        (string, string)[] fields =
        [
            ("platform", "Slack"),
            ("name", "Ops"),
            ("url", sink.Url + HookPath),
            ("secret", HookSecret),
        ];
        await Tells("/account/im-hooks", ["im-hook:write:create"], () => browser.Submit(form, Hooks, fields));
        await Tells("/account/im-hooks", [], () => browser.Submit(form, Hooks, fields));
        var hook =
            $"{Hooks}/"
            + Regex
                .Match((await browser.Get(Hooks)).Html, "/console/account/im-hooks/([0-9A-Z]{26})/test")
                .Groups[1]
                .Value;
        await Tells(
            "/account/im-hooks/{hookId}/test",
            ["im-hook:write:test"],
            () => browser.Submit(Hooks, hook + "/test"),
            HttpStatusCode.OK
        );

        var made = await member.Post(
            "/status-page/create",
            new
            {
                name = "Inside",
                type = "internal",
                url_name = "inside",
                date_view = "list",
                display_uptime_mode = "none",
                subscription = new { im = true },
            }
        );
        var pageId = made.Data["page_id"]!.GetValue<long>();
        var components = (
            await member.Post(
                "/status-page/component/upsert",
                new { page_id = pageId, components = new[] { new { name = "API" } } }
            )
        ).Data["component_ids"]!;
        var changeId = await member.NewIncident(pageId, components[0]!.GetValue<string>());
        await Tells("/account/im-hooks/follow", ["subscription:write:follow"], () =>
            browser.Submit(Hooks, Hooks + "/follow", ("scope", "all"), ("do", "follow"))
        );
        await Tells("/account/im-hooks/follow", ["subscription:write:unfollow"], () =>
            browser.Submit(Hooks, Hooks + "/follow", ("do", "unfollow"))
        );
        var ofEvent = string.Create(CultureInfo.InvariantCulture, $"{Hooks}/events/{changeId}");
        await Tells("/account/im-hooks/events/{changeId}", ["subscription:write:follow"], () =>
            browser.Submit(ofEvent, ofEvent, ("do", "follow"))
        );
        await Tells("/account/im-hooks/events/{changeId}", ["subscription:write:unfollow"], () =>
            browser.Submit(ofEvent, ofEvent, ("do", "unfollow"))
        );
        await Quarantine();
        await Tells("/account/im-hooks/{hookId}/release", ["im-hook:write:release"], () =>
            browser.Submit(Hooks, hook + "/release")
        );
        await Tells("/account/im-hooks/{hookId}/delete", ["im-hook:write:delete"], () =>
            browser.Submit(hook + "/delete", hook + "/delete")
        );
        Assert.Equal(
            "Inside",
            (await server.Store.Lines(accountId)).First(l => l.Operation == "subscription:write:unfollow").About
        );
    }

    private async Task TellsOfReleases(ConsoleBrowser browser, ApiClient member)
    {
        var (pageId, _) = await member.NewPage("API");
        var address = await Pharos.Tests.StatusPages.DeliveryProblems.Problems.Address(
            server,
            pageId,
            1000,
            "550 no such user"
        );
        var hookId = await Pharos.Tests.StatusPages.DeliveryProblems.Problems.Hook(server, member, 2000, "HTTP 404");
        long subscriberId;
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
            subscriberId = await db
                .Subscribers.Where(s => s.Recipient == address)
                .Select(s => s.SubscriberId)
                .SingleAsync();
        var list = await browser.Get(Problems);
        foreach (
            var (route, action) in ((string, string)[])
                [
                    ("/addresses/{subscriberId}/release", $"/addresses/{subscriberId}/release"),
                    ("/hooks/{hookId}/release", $"/hooks/{hookId}/release"),
                    ("/release", "/release"),
                ]
        )
            await Tells("/delivery-problems" + route, ["receiver:write:release"], () =>
                browser.Submit(list, Problems + action)
            );
        Assert.DoesNotContain(await server.Store.Lines(accountId), l =>
            (l.Body + l.About).Contains(address, StringComparison.Ordinal)
        );
    }

    private async Task Quarantine()
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await db.Webhooks.ExecuteUpdateAsync(h =>
            h.SetProperty(r => r.QuarantinedAt, 1000).SetProperty(r => r.QuarantineReason, "HTTP 404")
        );
    }

    private async Task<string> KeyId(string name)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.ApiKeys.Where(k => k.Name == name).Select(k => k.KeyId).SingleAsync();
    }

    private async Task<ConsoleAnswer> Tells(
        string route,
        string[] operations,
        Func<Task<ConsoleAnswer>> submit,
        HttpStatusCode status = HttpStatusCode.SeeOther
    )
    {
        var before = (await server.Store.Lines(accountId)).Count;
        var answer = await submit();
        await server.Services.GetRequiredService<SecurityEvents>().Written();
        Assert.True(answer.Status == status, $"{route}: {answer.Status} {answer.Text}");
        if (accountId == 0)
        {
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            accountId = await db.Accounts.Select(a => a.AccountId).SingleAsync();
        }

        Assert.Equal(operations, (await server.Store.Lines(accountId))[before..].Select(l => l.Operation));
        submitted.Add(route);
        return answer;
    }

    private IEnumerable<string> Forms() =>
        server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<ConsoleEndpoint>() is not null
                && e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("POST")
            )
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))
            .Select(path => path.StartsWith("/console", StringComparison.Ordinal) ? path["/console".Length..] : path);
}
