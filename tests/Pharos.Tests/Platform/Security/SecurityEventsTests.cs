using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Audit;
using Pharos.Platform.Security;
using Pharos.Platform.Setup.Console;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Security;

/// <summary>Refused attempts appear in the server's log and in the audit log, and fill neither.</summary>
public sealed class SecurityEventsTests : IAsyncLifetime
{
    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private readonly LogSink log = new();
    private TestServer server = null!;

    /// <summary>The lines about refused attempts.</summary>
    private IReadOnlyList<string> Refused => log.Warnings("Pharos.Http.SecurityLog");

    public async ValueTask InitializeAsync() => server = await TestServer.Start(clock, extend: log.AddTo);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task Failed_sign_ins_and_the_block_are_logged_with_the_client()
    {
        var member = await server.NewConsoleMember();
        for (var i = 0; i < 7; i++)
            await new ConsoleBrowser(server.Http).SignIn(member.Email, "a guess");

        Assert.Equal(
            [
                "SignInFailed from 127.0.0.1 (0 more since the last such line)",
                "SignInBlocked from 127.0.0.1 (0 more since the last such line)",
            ],
            Refused
        );
        Assert.Equal(["sign-in:read:fail", "sign-in:read:block"], await Operations(member));

        clock.Advance(TimeSpan.FromMinutes(15));
        await new ConsoleBrowser(server.Http).SignIn(member.Email, "a guess");
        Assert.Equal("SignInFailed from 127.0.0.1 (4 more since the last such line)", Refused[^1]);
        var line = (await Lines(member))[^1];
        Assert.Equal(
            ("sign-in:read:fail", "127.0.0.1", EntryPoint.Console, member.Caller.MemberId, false, "{}"),
            (line.Operation, line.ClientAddress, line.Door, line.MemberId, line.IsWrite, line.Body)
        );
    }

    [Fact]
    public async Task An_unknown_address_is_logged_without_being_named()
    {
        await server.NewAccount();
        await new ConsoleBrowser(server.Http).SignIn("a-password-typed-in-the-wrong-field@example.com", "a guess");

        Assert.StartsWith("SignInFailed", Assert.Single(Refused), StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-field", string.Concat(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_and_the_use_of_a_recovery_code_leave_lines_of_their_own()
    {
        var member = await server.NewConsoleMember();
        var (browser, _) = (new ConsoleBrowser(server.Http), 0);
        await browser.SignIn(member.Email, ConsoleMember.Password);
        const string security = "/console/account/security/second-factor";
        await browser.Submit("/console/account/security", security);
        var page = await browser.Get(security);
        var phone = Authenticator.Of(page, clock);
        var codes = await browser.Submit(
            page,
            security + "/confirm",
            ("code", phone.Code()),
            ("password", ConsoleMember.Password)
        );
        var recovery = System.Text.RegularExpressions.Regex.Match(codes.Html, "[A-Z2-9]{4}(-[A-Z2-9]{4}){3}").Value;
        const string step = "/console/sign-in/code";
        var late = new ConsoleBrowser(server.Http);
        await late.SignIn(member.Email, ConsoleMember.Password);
        var before = (await Lines(member)).Count;

        for (var i = 0; i < 3; i++)
            await late.Submit(step, step, ("code", phone.WrongCode()));
        await server.Services.GetRequiredService<SecurityEvents>().Written();
        (await late.Submit(step, step, ("recovery_code", recovery))).Sees("/console");

        Assert.Equal(
            ["second-factor:read:fail", "recovery-codes:write:use", "session:write:create"],
            (await Lines(member))[before..].Select(l => l.Operation)
        );
        Assert.Contains("SecondFactorFailed from 127.0.0.1", Refused[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_disabled_or_expired_leaves_a_line_and_one_that_never_was_does_not()
    {
        var owner = await server.NewAccount();
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
        await using (var write = await server.Store.Writes.Begin(db, CancellationToken.None))
        {
            await write.LockAccount(owner.Caller.AccountId, CancellationToken.None);
            await db
                .ApiKeys.Where(k => k.MemberId == owner.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.Disabled, true));
            await write.Commit(CancellationToken.None);
        }

        for (var i = 0; i < 3; i++)
            (await owner.Get("/status-page/list")).IsError("Unauthorized");
        (await server.Http.GetAsync("/status-page/list?app_key=" + new string('a', 40))).Dispose();
        (await server.Http.GetAsync("/status-page/list?app_key=guess")).Dispose();

        var line = Assert.Single(await Lines(owner), l => l.Operation == "app-key:read:refuse");
        Assert.Equal(
            (EntryPoint.Api, "127.0.0.1", "test", "test"),
            (line.Door, line.ClientAddress, line.KeyName, line.About)
        );
        Assert.Contains("\"reason\":\"disabled\"", line.Body, StringComparison.Ordinal);
        Assert.Equal(["ApiKeyRejected from 127.0.0.1 (0 more since the last such line)"], Refused);
        Assert.DoesNotContain(owner.Key, string.Concat(Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_without_a_key_are_not_worth_a_line()
    {
        (await server.Http.GetAsync("/status-page/list")).Dispose();

        Assert.Empty(Refused);
    }

    [Fact]
    public async Task A_wrong_set_up_code_is_logged()
    {
        var browser = new ConsoleBrowser(server.Http);
        for (var i = 0; i < 11; i++)
            await browser.Submit("/console/setup", "/console/setup", ("code", "AAAA-AAAA"), ("organization", "x"));

        Assert.Equal(["SetUpCodeWrong", "SetUpBlocked"], Refused.Select(l => l.Split(' ')[0]));
        Assert.DoesNotContain(
            server.Services.GetRequiredService<FirstRun>().Code,
            string.Concat(log.Lines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Many_clients_cannot_fill_the_log()
    {
        await using var behindProxy = await TestServer.Start(
            clock,
            options => options.TrustedProxies = "127.0.0.1",
            extend: log.AddTo
        );
        for (var i = 0; i < 30; i++)
        {
            using var http = behindProxy.NewHttpClientFrom($"10.0.{i}.1");
            (await http.GetAsync("/status-page/list?app_key=guess")).Dispose();
        }

        Assert.Equal(20, Refused.Count);
        clock.Advance(TimeSpan.FromMinutes(1));
        using var late = behindProxy.NewHttpClientFrom("10.1.1.1");
        (await late.GetAsync("/status-page/list?app_key=guess")).Dispose();
        Assert.Equal("ApiKeyRejected from 10.1.1.1 (10 more since the last such line)", Refused[^1]);
    }

    private async Task<List<AuditRow>> Lines(ApiClient member)
    {
        await server.Services.GetRequiredService<SecurityEvents>().Written();
        return await server.Store.Lines(member.Caller.AccountId);
    }

    private async Task<IEnumerable<string>> Operations(ApiClient member) =>
        (await Lines(member)).Select(l => l.Operation).Where(o => o.StartsWith("sign-in:", StringComparison.Ordinal));
}
