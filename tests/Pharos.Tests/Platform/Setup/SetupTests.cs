using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Platform.Setup.Console;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Setup;

public sealed class SetupTests
{
    private const string Path = "/console/setup";

    [Fact]
    public async Task Without_an_account_every_way_into_the_console_leads_to_set_up()
    {
        await using var server = await TestServer.Start();
        var browser = new ConsoleBrowser(server.Http);

        foreach (var path in (string[])["/console", "/console/sign-in", "/console/account/app-keys"])
            (await browser.Get(path)).Sees(Path);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Path)).Status);
    }

    [Fact]
    public async Task With_the_printed_code_the_first_account_is_made_and_its_owner_signed_in()
    {
        await using var server = await TestServer.Start();
        var browser = new ConsoleBrowser(server.Http);

        (await browser.Submit(Path, Path, [("code", Code(server)), .. Acme])).Sees("/console");

        var home = await browser.Get("/console");
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains("Acme Cloud", home.Text, StringComparison.Ordinal);
        (await new ConsoleBrowser(server.Http).SignIn("ada@example.com", "a long password")).Sees("/console");
    }

    [Fact]
    public async Task The_code_may_be_typed_in_lower_case_and_without_its_dash()
    {
        await using var server = await TestServer.Start();
        var code = Code(server).Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant();

        (await new ConsoleBrowser(server.Http).Submit(Path, Path, [("code", code), .. Acme])).Sees("/console");
    }

    [Fact]
    public async Task The_code_is_good_once()
    {
        await using var server = await TestServer.Start();
        var late = new ConsoleBrowser(server.Http);
        var form = await late.Get(Path);
        (await new ConsoleBrowser(server.Http).Submit(Path, Path, [("code", Code(server)), .. Acme])).Sees("/console");

        (await late.Submit(form, Path, [("code", Code(server)), .. Acme])).Sees("/console/sign-in");
        (await late.Get(Path)).Sees("/console/sign-in");

        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(1, await db.Accounts.CountAsync());
    }

    [Fact]
    public async Task A_wrong_code_makes_no_account_and_keeps_what_was_typed_but_the_password()
    {
        await using var server = await TestServer.Start();

        var refused = await new ConsoleBrowser(server.Http).Submit(Path, Path, [("code", "AAAA-AAAA"), .. Acme]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Wrong code.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Acme Cloud\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"ada@example.com\"", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("a long password", refused.Html, StringComparison.Ordinal);
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.False(await db.Accounts.AnyAsync());
    }

    [Theory]
    [InlineData("organization", " ", "Organization must not be blank")]
    [InlineData("email", "ada", "Email is not a valid email address")]
    [InlineData("password", "short", "Password must be 10 to 256 characters long")]
    public async Task What_is_wrong_is_said_of_the_field_by_its_label(string field, string value, string says)
    {
        await using var server = await TestServer.Start();
        (string, string)[] fields = [("code", Code(server)), .. Acme.Where(f => f.Name != field), (field, value)];

        var refused = await new ConsoleBrowser(server.Http).Submit(Path, Path, fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.Contains($"aria-describedby=\"{field}-wrong", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_at_the_code_ends_after_ten_tries_even_for_the_right_one()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var browser = new ConsoleBrowser(server.Http);
        var form = await browser.Get(Path);
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await browser.Submit(form, Path, [("code", "AAAA-AAAA"), .. Acme])).Status
            );

        var throttled = await browser.Submit(form, Path, [("code", Code(server)), .. Acme]);
        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.Status);
        Assert.Equal("900", throttled.Header("Retry-After"));

        clock.Advance(TimeSpan.FromMinutes(15));
        (await browser.Submit(form, Path, [("code", Code(server)), .. Acme])).Sees("/console");
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task Serve_prints_where_to_set_up_and_the_code_and_nothing_of_it_once_there_is_an_account()
    {
        var folder = Directory.CreateTempSubdirectory("pharos-test-").FullName;
        await using (var program = await PharosProcess.Serve("--data", folder))
        {
            var code = Regex
                .Match(
                    await program.OutputUpTo("Set up at"),
                    "\nSet up at https://127\\.0\\.0\\.1:[0-9]+/console/setup with the code (.{9})\n$"
                )
                .Groups[1]
                .Value;
            using var http = TestServer.NewHttpClient(program.Address);
            (await new ConsoleBrowser(http).Submit(Path, Path, [("code", code), .. Acme])).Sees("/console");
        }

        await using (var program = await PharosProcess.Serve("--data", folder))
        {
            using var http = TestServer.NewHttpClient(program.Address);
            (await new ConsoleBrowser(http).Get(Path)).Sees("/console/sign-in");
            Assert.DoesNotContain("Set up", (await program.Terminate()).Out, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_starts_print_two_codes()
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start();

        Assert.NotEqual(Code(one), Code(other));
        Assert.Matches("^[A-Z2-9]{4}-[A-Z2-9]{4}$", Code(one));
    }

    private static (string Name, string Value)[] Acme =>
        [("organization", "Acme Cloud"), ("email", "ada@example.com"), ("password", "a long password")];

    private static string Code(TestServer server) => server.Services.GetRequiredService<FirstRun>().Code;
}
