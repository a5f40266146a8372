using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Pharos.Notifications;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

/// <summary>A public page, the forms on it, and the mails that come of them.</summary>
internal sealed partial class SubscribePage(TestServer server, MailSink sink, SitePage page)
{
    public static readonly (string, string) Everything = ("scope", "all");
    public static readonly (string, string) Some = ("scope", "some");

    private static int addresses;

    public SitePage Page => page;
    public TestServer Server => server;
    public string[] Components => page.Events.Components;

    /// <param name="components">Names; API and Web when empty.</param>
    public static async Task<SubscribePage> Create(TestServer server, MailSink sink, params string[] components) =>
        new(server, sink, await SitePage.Create(await server.NewAccount(), components));

    /// <summary>An unused one; all have the same length.</summary>
    public static string NewAddress() => $"visitor{Interlocked.Increment(ref addresses):D6}@example.org";

    /// <summary>Sends the form.</summary>
    public Task<SiteAnswer> Ask(string address, params (string, string)[] scope) =>
        Post(page.Path + "/subscribe", [("email", address), .. scope]);

    public Task<SiteAnswer> Post(string path, params (string Name, string Value)[] fields) =>
        Send(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public async Task<SiteAnswer> Send(string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await server.Http.SendAsync(request);
        return new SiteAnswer(
            response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(),
            response.Headers,
            response.Content.Headers
        );
    }

    public Task<SiteAnswer> Get(string path) => SiteAnswer.Get(server.Http, path);

    /// <summary>The mails to an address once there are as many, however slowly the server's clock goes.</summary>
    public async Task<IReadOnlyList<SunkMail>> Mails(string address, int count)
    {
        var looks = 0;
        await Eventually.True(
            () =>
            {
                if (server.Store.Clock is TestClock clock && looks++ % 25 == 0)
                    clock.Advance(TimeSpan.FromSeconds(0.5));
                return Task.FromResult(sink.Mails.Count(m => m.To == address) >= count);
            },
            TimeSpan.FromSeconds(60)
        );
        return [.. sink.Mails.Where(m => m.To == address)];
    }

    /// <summary>The path of the link in the latest of so many mails.</summary>
    public async Task<string> Link(string address, int count = 1) => PathIn((await Mails(address, count))[^1]);

    public static string PathIn(SunkMail mail)
    {
        var link = Address().Match(mail.Body("text/plain"));
        Assert.True(link.Success, mail.Data);
        return link.Groups["path"].Value;
    }

    /// <summary>Asks and confirms; the path of the page to manage it.</summary>
    public async Task<string> Subscribe(string address, params (string, string)[] scope)
    {
        var before = sink.Mails.Count(m => m.To == address);
        Assert.Equal(HttpStatusCode.OK, (await Ask(address, scope)).Status);
        var confirmed = await Post(await Link(address, before + 1));
        Assert.True(confirmed.Status == HttpStatusCode.SeeOther, confirmed.Text);
        return confirmed.Header("Location")!.Split('?')[0];
    }

    /// <summary>
    /// Waits until no letter of the page is still to be sent: what has not come by then does not come.
    /// </summary>
    public Task Settle() =>
        Eventually.True(
            async () =>
            {
                await using var db = await server.Store.Databases.CreateDbContextAsync();
                return !await db.OutgoingMessages.AnyAsync(l =>
                    l.SubjectId == page.Events.PageId && l.State == DeliveryState.Waiting
                );
            },
            TimeSpan.FromSeconds(60)
        );

    /// <summary>
    /// What a confirmed address follows: <c>all</c>, or names and IDs; null when it is not subscribed.
    /// </summary>
    public async Task<string?> Scope(string address)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var row = await db
            .Subscribers.AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Sections)
            .Include(s => s.Changes)
            .SingleOrDefaultAsync(s => s.PageId == page.Events.PageId && s.Recipient == address);
        if (row is null)
            return null;
        var names = await db.Components.ToDictionaryAsync(c => c.ComponentId, c => c.Name);
        var sections = await db.Sections.ToDictionaryAsync(s => s.SectionId, s => s.Name);
        string[] parts =
        [
            .. row.All ? ["all"] : Array.Empty<string>(),
            .. row.Components.Select(c => names[c.ComponentId]),
            .. row.Sections.Select(s => "§" + sections[s.SectionId]),
            .. row.Changes.Select(c => "#" + c.ChangeId),
        ];
        return string.Join(' ', parts.Order(StringComparer.Ordinal));
    }

    public async Task<SubscriberRow> Row(string address)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db
            .Subscribers.AsNoTracking()
            .SingleAsync(s => s.PageId == page.Events.PageId && s.Recipient == address);
    }

    public async Task<int> CountPending()
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.PendingSubscriptions.CountAsync(p => p.PageId == page.Events.PageId);
    }

    /// <summary>A section with this component in it.</summary>
    public async Task<string> NewSection(string name, int component, string componentName)
    {
        var id = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.Events.PageId, sections = new[] { new { name } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        await Change(
            component,
            new
            {
                component_id = Components[component],
                name = componentName,
                section_id = id,
            }
        );
        return id;
    }

    public async Task Change(int component, object fields)
    {
        Assert.True(component < Components.Length);
        await page.SetComponents(fields);
    }

    [GeneratedRegex(@"https://[^/\s]+(?<path>/\S*(confirm|subscription)/\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}

internal static class Forms
{
    /// <summary>The page that an answer is, whatever its status.</summary>
    public static IHtmlDocument Document(this SiteAnswer answer)
    {
        Assert.Equal("text/html", answer.ContentType);
        return new HtmlParser().ParseDocument(answer.Text);
    }

    /// <summary>The values of what is ticked, by the field's name.</summary>
    public static string[] Ticked(this IHtmlDocument page, string name) =>
        [.. page.QuerySelectorAll($"input[name={name}][checked]").Select(i => i.GetAttribute("value")!)];

    public static HttpContent Raw(string body, string type)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
