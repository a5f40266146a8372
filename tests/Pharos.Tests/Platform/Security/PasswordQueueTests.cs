using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Security;
using Pharos.Platform.Setup.Console;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Security;

/// <summary>Anyone can make the server hash passwords, which takes time: it must not slow the rest down.</summary>
public sealed class PasswordQueueTests
{
    private const string Busy = "The server is busy. Try again in 5 seconds.";

    [Fact]
    public async Task Passwords_are_hashed_a_few_at_once_on_threads_of_their_own_and_the_rest_is_refused()
    {
        using var queue = new PasswordQueue(2, 3);
        using var go = new ManualResetEventSlim();
        var (running, most) = (0, 0);
        bool Hash()
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Assert.False(Thread.CurrentThread.IsThreadPoolThread);
            go.Wait(TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref running);
            return true;
        }

        var accepted = Enumerable.Range(0, 5).Select(_ => queue.Run(Hash, CancellationToken.None)).ToList();
        var refused = await Assert.ThrowsAsync<ApiException>(() => queue.Run(Hash, CancellationToken.None));

        Assert.Equal((ErrorReason.Busy, 5), (refused.Reason, refused.RetryAfterSeconds));
        Assert.Equal(5, queue.Pending);
        go.Set();
        Assert.All(await Task.WhenAll(accepted), Assert.True);
        Assert.Equal((2, 0), (most, queue.Pending));
    }

    [Fact]
    public async Task A_client_that_gives_up_leaves_the_queue()
    {
        using var queue = new PasswordQueue(1, 1);
        using var go = new ManualResetEventSlim();
        var first = queue.Run(() => Wait(go), CancellationToken.None);
        using var giveUp = new CancellationTokenSource();
        var second = queue.Run(() => true, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, queue.Pending);
        go.Set();
        Assert.True(await first);
    }

    [Fact]
    public async Task A_flood_of_sign_ins_is_refused_while_pages_and_API_answer()
    {
        await using var server = await TestServer.Start(
            configure: options => options.TrustedProxies = "127.0.0.1",
            extend: services => services.AddSingleton(_ => new PasswordQueue(1, 4))
        );
        var member = await server.NewConsoleMember();
        var (_, _) = await member.NewPage("API");
        var queue = server.Services.GetRequiredService<PasswordQueue>();
        using var go = new ManualResetEventSlim();
        var blocking = queue.Run(() => Wait(go), CancellationToken.None);

        var flood = Enumerable.Range(0, 200).Select(i => SignIn(server, i, "unknown@example.com")).ToList();
        var refused = await Task.WhenAny(flood);
        await Eventually.True(() => Task.FromResult(flood.Count(f => f.IsCompleted) == 196), TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await refused).Status);
        Assert.Equal("5", (await refused).Header("Retry-After"));
        Assert.Contains(Busy, (await refused).Text, StringComparison.Ordinal);
        Assert.Contains("value=\"unknown@example.com\"", (await refused).Html, StringComparison.Ordinal);
        Assert.Equal(5, queue.Pending);
        Assert.Equal(HttpStatusCode.OK, (await member.Get("/status-page/list")).Status);
        Assert.Equal(HttpStatusCode.OK, (await new ConsoleBrowser(server.Http).Get("/console/sign-in")).Status);

        go.Set();
        await blocking;
        var answers = await Task.WhenAll(flood);
        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
        (await new ConsoleBrowser(server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
    }

    [Fact]
    public async Task Every_form_that_hashes_a_password_waits_in_the_queue()
    {
        await using var server = await TestServer.Start(extend: services =>
            services.AddSingleton(_ => new PasswordQueue(1, 0))
        );
        const string setup = "/console/setup";
        const string security = "/console/account/security";
        var queue = server.Services.GetRequiredService<PasswordQueue>();
        (string, string)[] owner =
        [
            ("code", server.Services.GetRequiredService<FirstRun>().Code),
            ("organization", "Acme"),
            ("email", "ada@example.com"),
            ("password", "a long password"),
        ];
        var guest = new ConsoleBrowser(server.Http);
        await Refuses(queue, () => guest.Submit(setup, setup, owner));
        var (browser, member) = await server.NewSignedIn();
        var (_, link) = await member.Invite("bob@example.com");
        await Refuses(queue, () => guest.Submit(link, link, ("name", "Bob"), ("password", "a long password")));
        await Refuses(queue, () =>
            browser.Submit(
                security,
                security + "/password",
                ("current_password", ConsoleMember.Password),
                ("new_password", "another long password")
            )
        );
        await Authenticator.For(server, member.Caller.MemberId);
        foreach (var path in (string[])[security + "/second-factor/recovery-codes", security + "/second-factor/off"])
            await Refuses(queue, () => browser.Submit(path, path, ("password", ConsoleMember.Password)));
        await Refuses(queue, () => new ConsoleBrowser(server.Http).SignIn(member.Email, ConsoleMember.Password));
    }

    private static async Task Refuses(PasswordQueue queue, Func<Task<ConsoleAnswer>> send)
    {
        using var go = new ManualResetEventSlim();
        var blocking = queue.Run(() => Wait(go), CancellationToken.None);
        var answer = await send();
        go.Set();
        await blocking;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Contains(Busy, answer.Text, StringComparison.Ordinal);
    }

    private static async Task<ConsoleAnswer> SignIn(TestServer server, int client, string email)
    {
        using var http = server.NewHttpClientFrom($"10.{client}.0.1");
        return await new ConsoleBrowser(http).SignIn(email, "a guess");
    }

    private static bool Wait(ManualResetEventSlim go)
    {
        go.Wait(TestContext.Current.CancellationToken);
        return true;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); seen < now; )
            seen = Interlocked.CompareExchange(ref most, now, seen) == seen ? now : Volatile.Read(ref most);
    }
}
