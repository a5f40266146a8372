using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports;

/// <summary>
/// One server for all, whose members' hooks lead to a listener on loopback; each test has paths of its own.
/// </summary>
public sealed class WebhookServer : IAsyncLifetime
{
    private TestServer? server;
    private HookSink? sink;

    public TestServer Server => server!;
    public HookSink Sink => sink!;
    public TestClock Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));

    public async ValueTask InitializeAsync()
    {
        sink = await HookSink.Start();
        server = await TestServer.Start(Clock, options =>
        {
            options.PublicUrl = "https://status.example.com";
            options.Delivery.AllowedNetworks = "127.0.0.0/8";
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sink.DisposeAsync();
    }

    /// <summary>Lets the clock go on until it is so.</summary>
    public Task Until(Func<Task<bool>> condition) =>
        Eventually.True(
            async () =>
            {
                if (await condition())
                    return true;
                var worker = Server.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();
                var before = worker.Looks;
                Clock.Advance(TimeSpan.FromSeconds(1));
                await Eventually.True(() => Task.FromResult(worker.Looks > before), TimeSpan.FromSeconds(30));
                return await condition();
            },
            TimeSpan.FromSeconds(60)
        );
}

public sealed class WebhookTests(WebhookServer im) : IClassFixture<WebhookServer>
{
    private static readonly System.Text.Encodings.Web.JavaScriptEncoder Relaxed = System
        .Text
        .Encodings
        .Web
        .JavaScriptEncoder
        .UnsafeRelaxedJsonEscaping;

    private const string Fine = """{"errcode":0,"errmsg":"ok","code":0,"msg":"success"}""";

    [Fact]
    public async Task Slack_gets_plain_text_without_mentions_and_a_link()
    {
        var (page, path) = await Followed(ImPlatform.Slack);

        var changeId = await page.PublishTold(new { title = "<!channel> & *down*" });
        var message = (await At(path, 1))[0].Json;

        Assert.Equal("Investigating · &lt;!channel&gt; &amp; *down*", message["text"]!.GetValue<string>());
        Assert.Equal(
            ["plain_text", "plain_text", "mrkdwn"],
            message["blocks"]!.AsArray().Select(b => b!["text"]!["type"]!.GetValue<string>())
        );
        var body = message["blocks"]![1]!["text"]!["text"]!.GetValue<string>();
        Assert.Contains("We are looking.", body, StringComparison.Ordinal);
        Assert.Contains("API: Degraded", body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            $"/internal/{await Slug(page)}/events/{changeId}|",
            message["blocks"]![2]!["text"]!["text"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Feishu_gets_rich_text_in_the_members_language_signed_in_the_body()
    {
        var (page, path) = await Followed(ImPlatform.Feishu, Fine, secret: "s3cret-of-feishu", locale: "zh-CN");

        await page.PublishTold(new { title = "<at user_id=\"all\"></at> 故障" });
        var message = (await At(path, 1))[0].Json;

        var time = message["timestamp"]!.GetValue<string>();
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(time + "\ns3cret-of-feishu"));
        Assert.Equal(Convert.ToBase64String(hmac.ComputeHash([])), message["sign"]!.GetValue<string>());
        Assert.InRange(long.Parse(time, CultureInfo.InvariantCulture), FrozenServer.Now, FrozenServer.Now + 1_000_000);
        var post = message["content"]!["post"]!["zh_cn"]!;
        Assert.Contains("调查", post["title"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("<at", post["title"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("a", post["content"]![1]![0]!["tag"]!.GetValue<string>());
    }

    [Fact]
    public async Task Dingtalk_gets_markdown_signed_in_the_address_in_which_a_title_links_nowhere()
    {
        var (page, path) = await Followed(ImPlatform.Dingtalk, Fine, secret: "SEC-of-dingtalk");

        await page.PublishTold(new { title = "[click](https://evil.example) @all" });
        var message = (await At(path, 1))[0];

        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes("SEC-of-dingtalk"));
        Assert.Equal(
            Convert.ToBase64String(
                hmac.ComputeHash(Encoding.UTF8.GetBytes(message.Query["timestamp"] + "\nSEC-of-dingtalk"))
            ),
            message.Query["sign"]
        );
        Assert.Equal("tok", message.Query["access_token"]);
        var text = message.Json["markdown"]!["text"]!.GetValue<string>();
        Assert.DoesNotContain("[click]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@all", text, StringComparison.Ordinal);
        Assert.False(message.Json["at"]!["isAtAll"]!.GetValue<bool>());
        Assert.Contains("](https://status.example.com/internal/", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wecom_gets_markdown_of_no_more_bytes_than_it_takes_with_the_link_still_there()
    {
        var (page, path) = await Followed(ImPlatform.Wecom, Fine);

        await page.PublishTold(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = string.Concat(Enumerable.Repeat("长<@all>", 3000)),
                        component_changes = page.Says((0, "degraded")),
                    },
                },
            }
        );
        var content = (await At(path, 1))[0].Json["markdown"]!["content"]!.GetValue<string>();

        Assert.InRange(Encoding.UTF8.GetByteCount(content), 3900, 4096);
        Assert.DoesNotContain("<@all>", content, StringComparison.Ordinal);
        Assert.EndsWith(")", content, StringComparison.Ordinal);
    }

    public static TheoryData<ImPlatform, string> LongTexts
    {
        get
        {
            var data = new TheoryData<ImPlatform, string>();
            foreach (var platform in (ImPlatform[])[ImPlatform.Feishu, ImPlatform.Dingtalk, ImPlatform.Wecom])
            {
                foreach (var part in (string[])["Ошибка базы данных. ", "长", "😀", "\"&'+\\", "a\n"])
                    data.Add(platform, part);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(LongTexts))]
    public async Task A_long_text_is_cut_by_the_bytes_that_are_sent(ImPlatform platform, string part)
    {
        var (page, path) = await Followed(platform, Fine);

        await page.PublishTold(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = string.Concat(Enumerable.Repeat(part, 60_000 / part.Length)),
                        component_changes = page.Says((0, "degraded")),
                    },
                },
            }
        );
        var sent = (await At(path, 1))[0];

        Assert.InRange(Encoding.UTF8.GetByteCount(sent.Body), 1000, 20_000);
        Assert.Contains("https://status.example.com/internal/", sent.Body, StringComparison.Ordinal);
        Assert.Contains("…", sent.Json.ToJsonString(new() { Encoder = Relaxed }), StringComparison.Ordinal);
        if (part.Contains('О', StringComparison.Ordinal) || part == "长")
            Assert.DoesNotContain("\\u", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_messages_of_an_event_come_in_order()
    {
        var (page, path) = await Followed(ImPlatform.Slack);

        var changeId = await page.PublishTold();
        await At(path, 1);
        await page.Update(changeId, "identified");
        await At(path, 2);
        await page.Update(changeId, "resolved", null, (0, "operational"));

        Assert.Equal(
            ["Investigating", "Identified", "Resolved"],
            (await At(path, 3)).Select(m => m.Json["text"]!.GetValue<string>().Split(" · ")[0])
        );
    }

    [Theory]
    [InlineData(ImPlatform.Slack, 404, "no_service", false)]
    [InlineData(ImPlatform.Slack, 403, "action_prohibited", false)]
    [InlineData(ImPlatform.Slack, 410, "channel_is_archived", false)]
    [InlineData(ImPlatform.Slack, 400, "invalid_payload", false)]
    [InlineData(ImPlatform.Slack, 500, "rollup_error", true)]
    [InlineData(ImPlatform.Slack, 302, "", false)]
    [InlineData(ImPlatform.Slack, 429, "slow down", true)]
    [InlineData(ImPlatform.Feishu, 200, """{"code":11232,"msg":"too many request"}""", true)]
    [InlineData(ImPlatform.Feishu, 200, """{"code":9499,"msg":"too many request","data":{}}""", true)]
    [InlineData(ImPlatform.Feishu, 200, """{"code":9499,"msg":"Bad Request","data":{}}""", false)]
    [InlineData(
        ImPlatform.Feishu,
        200,
        """{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}""",
        false
    )]
    [InlineData(ImPlatform.Feishu, 200, """{"code":19022,"msg":"Ip Not Allowed"}""", false)]
    [InlineData(ImPlatform.Feishu, 200, """{"code":19024,"msg":"Key Words Not Found"}""", false)]
    [InlineData(ImPlatform.Feishu, 400, """{"code":19021,"msg":"sign match fail"}""", false)]
    [InlineData(ImPlatform.Dingtalk, 200, """{"errcode":130101,"errmsg":"send too fast"}""", true)]
    [InlineData(ImPlatform.Dingtalk, 200, """{"errcode":310000,"errmsg":"sign not match"}""", false)]
    [InlineData(ImPlatform.Feishu, 400, """{"code":19036,"msg":"content exceeds the size limit"}""", false)]
    [InlineData(
        ImPlatform.Dingtalk,
        200,
        """{"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"}""",
        false
    )]
    [InlineData(ImPlatform.Dingtalk, 200, """{"errcode":101002,"errmsg":"body too large"}""", false)]
    [InlineData(
        ImPlatform.Wecom,
        200,
        """{"errcode":40058,"errmsg":"markdown.content exceed max length 4096"}""",
        false
    )]
    [InlineData(ImPlatform.Wecom, 200, """{"errcode":45009,"errmsg":"api freq out of limit"}""", true)]
    [InlineData(ImPlatform.Wecom, 200, """{"errcode":-1,"errmsg":"system busy"}""", true)]
    [InlineData(ImPlatform.Wecom, 200, """{"errcode":93008,"errmsg":"not in group"}""", false)]
    [InlineData(ImPlatform.Wecom, 200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", false)]
    [InlineData(ImPlatform.Wecom, 200, "<html>a login page</html>", true)]
    public async Task What_an_answer_means_is_understood_wherever_it_says_so(
        ImPlatform platform,
        int status,
        string body,
        bool comesAgain
    )
    {
        var (page, path) = await Followed(
            platform,
            body,
            status,
            header: status == 302 ? "Location: " + im.Sink.Url + "/followed" : null
        );

        var changeId = await page.PublishTold();
        await At(path, 1);
        var row = await Recorded(changeId);

        Assert.Equal(comesAgain ? DeliveryState.Waiting : DeliveryState.Failed, row.State);
        Assert.Equal(1, row.Attempts);
        Assert.NotNull(row.LastError);
        Assert.DoesNotContain(path.Trim('/'), row.LastError, StringComparison.Ordinal);
        Assert.Empty(im.Sink.At("/followed"));
    }

    [Theory]
    [InlineData(ImPlatform.Slack, 429, "rate_limited", "Retry-After: 1200", 1200)]
    [InlineData(ImPlatform.Wecom, 503, "busy", "Retry-After: 600", 600)]
    [InlineData(
        ImPlatform.Dingtalk,
        200,
        """{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}""",
        null,
        600
    )]
    [InlineData(ImPlatform.Feishu, 200, """{"code":11232,"msg":"frequency limited"}""", null, 60)]
    public async Task Who_asks_for_time_is_left_alone_for_so_long(
        ImPlatform platform,
        int status,
        string body,
        string? header,
        int seconds
    )
    {
        var (page, path) = await Followed(platform, body, status, header: header);

        var changeId = await page.PublishTold();
        await At(path, 1);
        var row = await Recorded(changeId);

        Assert.Equal(DeliveryState.Waiting, row.State);
        Assert.InRange(row.NextAttemptAt - row.WaitingSince, seconds, long.MaxValue);
    }

    [Fact]
    public async Task Updates_that_waited_for_the_same_hook_come_as_one_message_that_says_so()
    {
        var (page, path) = await Followed(ImPlatform.Slack, "oops", 500);
        var changeId = await page.PublishTold();
        await At(path, 1);
        await Recorded(changeId);
        await page.Update(changeId, "identified");
        await page.Update(changeId, "monitoring");
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await Until(() => db.Notifications.AllAsync(n => n.SubjectId != changeId || n.ExpandedAt != null));
        var refused = im.Sink.At(path).Count;
        im.Sink.Answers[path] = (200, "ok", null);
        await Until(() =>
            db.Deliveries.AsNoTracking().AnyAsync(d => d.SubjectId == changeId && d.State == DeliveryState.Sent)
        );

        var message = im.Sink.At(path)[^1].Json;
        Assert.Equal(1, im.Sink.At(path).Count - refused);
        Assert.StartsWith("Monitoring · ", message["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var body = message["blocks"]![1]!["text"]!["text"]!.GetValue<string>();
        Assert.Contains("This message combines 3 updates:", body, StringComparison.Ordinal);
        Assert.True(
            body.IndexOf("monitoring it is.", StringComparison.Ordinal)
                < body.IndexOf("identified it is.", StringComparison.Ordinal),
            body
        );
        Assert.True(
            body.IndexOf("identified it is.", StringComparison.Ordinal)
                < body.IndexOf("We are looking.", StringComparison.Ordinal),
            body
        );
    }

    [Fact]
    public async Task A_hook_that_is_gone_three_times_is_quarantined_and_asked_no_more()
    {
        var (page, path) = await Followed(ImPlatform.Slack, "no_service", 404);

        for (var i = 1; i <= 3; i++)
        {
            await page.PublishTold(new { title = "Number " + i });
            await At(path, i);
        }

        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await Until(() =>
            db
                .Webhooks.AsNoTracking()
                .AnyAsync(h =>
                    h.Url.EndsWith(path) && h.QuarantinedAt != null && h.QuarantineReason == "HTTP 404 no_service"
                )
        );
        var last = await page.PublishTold(new { title = "Too late" });
        await Until(() =>
            db.Deliveries.AsNoTracking().AnyAsync(d => d.SubjectId == last && d.State == DeliveryState.Quarantined)
        );
        Assert.Equal(3, im.Sink.At(path).Count);
    }

    [Fact]
    public async Task A_hook_gets_no_more_a_minute_than_its_platform_takes_and_waiting_is_no_failure()
    {
        var (page, path) = await Followed(ImPlatform.Wecom, Fine);

        var ids = new List<long>();
        for (var i = 0; i < 22; i++)
            ids.Add(await page.PublishTold(new { title = "Number " + i }));
        await At(path, 20);
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        var times = im.Sink.At(path).Count;
        Assert.InRange(times, 20, 21);
        await At(path, 22);

        await Until(() =>
            db
                .Deliveries.AsNoTracking()
                .Where(d => ids.Contains(d.SubjectId))
                .AllAsync(d => d.State == DeliveryState.Sent && d.Attempts == 0)
        );
        Assert.Equal(22, im.Sink.At(path).Count);
    }

    [Fact]
    public async Task A_deleted_member_gets_nothing_more()
    {
        var (page, path) = await Followed(ImPlatform.Slack);
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db
            .Members.Where(m => db.Webhooks.Any(h => h.MemberId == m.MemberId && h.Url.EndsWith(path)))
            .ExecuteUpdateAsync(m => m.SetProperty(r => r.Status, Pharos.Kernel.MemberStatus.Deleted));
        var (witness, at) = (await Follow(page, ImPlatform.Slack), 1);

        // The owner's key no longer works, so a colleague publishes.
        var colleague = new ChangePage(
            await im.Server.NewMember(page.Api.Caller.AccountId, Pharos.Platform.Roles.BuiltInRoles.Owner),
            page.PageId,
            page.Components
        );
        await colleague.PublishTold();
        await At(witness, at);

        Assert.Empty(im.Sink.At(path));
    }

    [Theory]
    [InlineData("https://localhost:1/secret-path")]
    [InlineData("https://10.0.0.1/secret-path")]
    [InlineData("https://[::ffff:10.0.0.1]/secret-path")]
    [InlineData("http://8.8.8.8/secret-path")]
    public async Task Where_no_network_is_allowed_hooks_lead_to_the_open_internet_alone(string url)
    {
        using var http = new OutgoingHttp(new DeliveryOptions());

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.PostJson(new Uri(url), "{}"u8.ToArray(), CancellationToken.None)
        );

        var refused = Assert.IsType<RefusedHostException>(fault.InnerException);
        Assert.DoesNotContain("secret-path", refused.Message, StringComparison.Ordinal);
    }

    private async Task<(ChangePage Page, string Path)> Followed(
        ImPlatform platform,
        string body = "ok",
        int status = 200,
        string? secret = null,
        string locale = "en-US",
        string? header = null
    )
    {
        var page = await ChangePage.Create(await im.Server.NewAccount());
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE pages SET type = 'internal' WHERE page_id = {page.PageId}");
        return (page, await Follow(page, platform, body, status, secret, locale, header));
    }

    private async Task<string> Follow(
        ChangePage page,
        ImPlatform platform,
        string body = "ok",
        int status = 200,
        string? secret = null,
        string locale = "en-US",
        string? header = null
    )
    {
        var path = "/" + Guid.NewGuid().ToString("N");
        im.Sink.Answers[path] = (status, body, header);
        var member =
            platform == ImPlatform.Slack && await HasHook(page)
                ? (await im.Server.NewMember(page.Api.Caller.AccountId, Pharos.Platform.Roles.BuiltInRoles.Owner))
                    .Caller
                    .MemberId
                : page.Api.Caller.MemberId;
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        db.Webhooks.Add(
            new WebhookRow
            {
                HookId = Ids.NewUlid(im.Clock),
                AccountId = page.Api.Caller.AccountId,
                MemberId = member,
                Platform = platform,
                Name = "mine",
                Secret = secret,
                Url = im.Sink.Url + path + (platform == ImPlatform.Dingtalk ? "?access_token=tok" : ""),
                CreatedAt = 1,
            }
        );
        db.Subscribers.Add(
            new SubscriberRow
            {
                SubscriberId = Ids.NewInteger(),
                PageId = page.PageId,
                Method = SubscriptionMethod.Im,
                Recipient = member.ToString(CultureInfo.InvariantCulture),
                MemberId = member,
                Domain = "",
                All = true,
                Locale = locale,
                Token = Guid.NewGuid().ToString("N"),
                CreatedAt = 1,
                UpdatedAt = 1,
            }
        );
        await db.SaveChangesAsync();
        return path;
    }

    private async Task<bool> HasHook(ChangePage page)
    {
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        return await db.Webhooks.AnyAsync(h => h.MemberId == page.Api.Caller.MemberId);
    }

    private async Task<string> Slug(ChangePage page)
    {
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        return await db.Pages.Where(p => p.PageId == page.PageId).Select(p => p.UrlName).SingleAsync();
    }

    private async Task<IReadOnlyList<SunkMessage>> At(string path, int count)
    {
        await Until(() => Task.FromResult(im.Sink.At(path).Count >= count));
        return im.Sink.At(path);
    }

    /// <summary>The one delivery of an event, once its attempt is written down.</summary>
    private async Task<DeliveryRow> Recorded(long changeId)
    {
        await using var db = await im.Server.Store.Databases.CreateDbContextAsync();
        await Eventually.True(
            () =>
                db
                    .Deliveries.AsNoTracking()
                    .AnyAsync(d => d.SubjectId == changeId && d.Attempts > 0 && d.ClaimedBy == null),
            TimeSpan.FromSeconds(30)
        );
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.SubjectId == changeId);
    }

    private Task Until(Func<Task<bool>> condition) => im.Until(condition);
}
