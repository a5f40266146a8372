using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.StatusPages.PublicSite;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

public sealed class EndTests(MailServer mail) : IClassFixture<MailServer>
{
    [Theory]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
    )]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("text/plain", "anything")]
    public async Task The_header_of_a_mail_unsubscribes_by_one_POST_which_may_be_repeated(string type, string body)
    {
        var page = await SubscribePage.Create(mail.Server, mail.Sink);
        var (leaving, staying) = (SubscribePage.NewAddress(), SubscribePage.NewAddress());
        await page.Subscribe(leaving, SubscribePage.Everything);
        await page.Subscribe(staying, SubscribePage.Everything);
        await page.Page.Events.PublishTold();
        var told = (await page.Mails(leaving, 2))[1];
        Assert.Equal("List-Unsubscribe=One-Click", told.Header("List-Unsubscribe-Post"));
        var path = new Uri(told.Header("List-Unsubscribe").Trim('<', '>')).AbsolutePath;

        // What follows links before people do.
        Assert.NotNull((await page.Get(path)).Html().QuerySelector("main form button"));
        await SiteAnswer.Send(page.Server.Http, HttpMethod.Head, path);
        Assert.Equal("all", await page.Scope(leaving));

        for (var i = 0; i < 3; i++)
        {
            var answer = await page.Send(path, Forms.Raw(body, type));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal("You've unsubscribed", answer.Html().QuerySelector("h1")!.TextContent);
            Assert.Null(await page.Scope(leaving));
        }

        Assert.Null((await page.Get(path)).Html().QuerySelector("main form"));
        await page.Page.Events.PublishTold(new { title = "Next" });
        await page.Mails(staying, 3);
        Assert.Equal(2, (await page.Mails(leaving, 2)).Count);
        Assert.Equal("all", await page.Scope(staying));
    }

    [Fact]
    public async Task A_link_with_an_unknown_token_waits_for_no_writer()
    {
        var page = await SubscribePage.Create(mail.Server, mail.Sink);
        var store = mail.Server.Store;
        await using var db = await store.Databases.CreateDbContextAsync();
        await using var write = await store.Writes.Begin(db, CancellationToken.None);
        await write.LockDeliveries(CancellationToken.None);
        await write.LockSubscribers(page.Page.Api.Caller.AccountId, page.Page.Events.PageId, CancellationToken.None);

        var unsubscribed = await page.Post(page.Page.Path + "/unsubscribe/unknown");
        var confirmed = await page.Post(page.Page.Path + "/subscribe/confirm/unknown");
        using var http = HeldBody.NewHttpClient(mail.Server.Address);
        using var form = new HeldBody("application/x-www-form-urlencoded", new byte[2000], []);
        using var managed = await http.PostAsync(page.Page.Path + "/subscription/unknown", form);

        Assert.Equal(HttpStatusCode.OK, unsubscribed.Status);
        Assert.Equal(HttpStatusCode.Gone, confirmed.Status);
        Assert.Equal(HttpStatusCode.NotFound, managed.StatusCode);
        Assert.False(form.IsAsked);
    }

    [Fact]
    public async Task All_of_it_works_on_the_pages_own_domain()
    {
        var domain = $"status-{Guid.NewGuid():N}.example.com";
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, configure: options =>
            options.VerifiedDomains = domain
        );
        var page = await SubscribePage.Create(server, sink);
        await page.Page.Set(new { custom_domain = domain });
        await server
            .Services.GetServices<IHostedService>()
            .OfType<DomainVerification>()
            .Single()
            .VerifyAll(CancellationToken.None);
        var other = await SubscribePage.Create(server, sink);
        var address = SubscribePage.NewAddress();
        var elsewhere = await other.Subscribe(address, SubscribePage.Everything);
        Task<SiteAnswer> Post(string path, params (string, string)[] fields) =>
            page.Send(
                path,
                new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
                ("Host", domain)
            );

        Assert.Equal(
            "/subscribe",
            (await SiteAnswer.Get(server.Http, "/", ("Host", domain)))
                .Html()
                .QuerySelector("form.ask")!
                .GetAttribute("action")
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post("/subscribe", ("email", address), SubscribePage.Everything)).Status
        );
        var letter = (await page.Mails(address, 2))[1];
        Assert.Contains($"https://{domain}/subscribe/confirm/", letter.Body("text/plain"), StringComparison.Ordinal);
        var manage = (await Post(SubscribePage.PathIn(letter))).Header("Location")!;
        Assert.StartsWith("/subscription/", manage, StringComparison.Ordinal);
        // On a page's domain there is nothing of another page.
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await SiteAnswer.Get(server.Http, elsewhere[other.Page.Path.Length..], ("Host", domain))).Status
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post(manage.Split('?')[0].Replace("subscription", "unsubscribe", StringComparison.Ordinal))).Status
        );
        Assert.Equal((null, "all"), (await page.Scope(address), await other.Scope(address)));
    }
}
