using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

/// <summary>A server whose mails go to a real SMTP listener.</summary>
public sealed class MailServer : IAsyncLifetime
{
    private TestServer? server;

    public TestServer Server => server!;

    public MailSink Sink { get; } = new();

    public async ValueTask InitializeAsync() => server = await Start(Sink.Port);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sink.DisposeAsync();
    }

    public static Task<TestServer> Start(
        int port,
        TimeProvider? clock = null,
        Action<Pharos.Host.PharosOptions>? configure = null
    ) => TestServer.Start(clock, options =>
        {
            options.PublicUrl = "https://status.example.com";
            options.Mail.Host = "127.0.0.1";
            options.Mail.Port = port;
            options.Mail.Security = "none";
            options.Mail.From = "Acme <status@example.com>";
            options.Delivery.AsksPerClient = 1_000_000;
            configure?.Invoke(options);
        });

    /// <summary>All mails to one address once there are as many.</summary>
    public Task<IReadOnlyList<SunkMail>> MailsTo(string address, int count) => MailsTo(Sink, address, count);

    public static async Task<IReadOnlyList<SunkMail>> MailsTo(MailSink sink, string address, int count)
    {
        await Eventually.True(
            () => Task.FromResult(sink.Mails.Count(m => m.To == address) >= count),
            TimeSpan.FromSeconds(60)
        );
        return [.. sink.Mails.Where(m => m.To == address)];
    }
}

internal static class Subscribing
{
    /// <summary>A confirmed subscriber; of everything where no scope is named.</summary>
    public static async Task<string> Subscribe(
        this TestServer server,
        long pageId,
        string? address = null,
        string[]? components = null,
        string[]? sections = null,
        long[]? changes = null,
        string locale = "en-US"
    )
    {
        address ??= $"{Guid.NewGuid():N}@example.org";
        var id = Ids.NewInteger();
        var row = new SubscriberRow
        {
            SubscriberId = id,
            PageId = pageId,
            Method = SubscriptionMethod.Email,
            Recipient = address,
            Domain = address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..],
            All = components is null && sections is null && changes is null,
            Locale = locale,
            Token = Guid.NewGuid().ToString("N"),
            CreatedAt = server.Store.Clock.GetUtcNow().ToUnixTimeSeconds(),
            UpdatedAt = 0,
        };
        row.Components.AddRange(
            (components ?? []).Select(c => new SubscriberComponentRow { SubscriberId = id, ComponentId = c })
        );
        row.Sections.AddRange(
            (sections ?? []).Select(s => new SubscriberSectionRow { SubscriberId = id, SectionId = s })
        );
        row.Changes.AddRange((changes ?? []).Select(c => new SubscriberChangeRow { SubscriberId = id, ChangeId = c }));
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        db.Subscribers.Add(row);
        await db.SaveChangesAsync();
        return address;
    }

    /// <summary>Many subscribers of everything, <c>0@example.org</c> and so on.</summary>
    public static async Task<IReadOnlyList<string>> SubscribeMany(this TestServer server, long pageId, int count)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var addresses = Enumerable
            .Range(0, count)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}@d{i % 7}.example.org"))
            .ToList();
        db.Subscribers.AddRange(
            addresses.Select(a => new SubscriberRow
            {
                SubscriberId = Ids.NewInteger(),
                PageId = pageId,
                Method = SubscriptionMethod.Email,
                Recipient = a,
                Domain = a[(a.IndexOf('@', StringComparison.Ordinal) + 1)..],
                All = true,
                Locale = "en-US",
                Token = Guid.NewGuid().ToString("N"),
                CreatedAt = 1,
                UpdatedAt = 1,
            })
        );
        await db.SaveChangesAsync();
        return addresses;
    }

    public static async Task<long> PublishTold(this ChangePage page, object? changed = null)
    {
        var all = System.Text.Json.JsonSerializer.SerializeToNode(new { notify_subscribers = true })!.AsObject();
        foreach (
            var (name, value) in changed is null
                ? []
                : System.Text.Json.JsonSerializer.SerializeToNode(changed)!.AsObject()
        )
            all[name] = value?.DeepClone();
        return (await page.Publish(all)).ChangeId();
    }
}
