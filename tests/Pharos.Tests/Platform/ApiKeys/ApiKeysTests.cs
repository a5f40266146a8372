using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.ApiKeys;

[FullOnPostgres]
public sealed class ApiKeysTests(SharedServer shared)
{
    private const string Path = "/console/account/app-keys";

    private static readonly (string, string) TypedPassword = ("password", ConsoleMember.Password);

    [Theory]
    [InlineData("", "Password is required")]
    [InlineData("a guess", "Password is incorrect")]
    public async Task A_key_is_made_only_with_the_password(string password, string says)
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        var refused = await browser.Submit(Path, Path, ("name", "terraform"), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"terraform\"", refused.Html, StringComparison.Ordinal);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(1, await db.ApiKeys.CountAsync(k => k.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task A_new_key_is_shown_once_and_works()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        var made = await browser.Submit(Path, Path, ("name", "terraform"), TypedPassword);

        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Contains("terraform was created. Copy it now", made.Text, StringComparison.Ordinal);
        Assert.True(ApiKey.LooksRight(made.NewKey));
        Assert.True((await As(member, made.NewKey!).Post("/member/info", "{}")).Status == HttpStatusCode.OK);
        var list = await browser.Get(Path);
        Assert.Contains("terraform", list.Text, StringComparison.Ordinal);
        Assert.Contains(ApiKey.Hint(made.NewKey!), list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(made.NewKey!, list.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_five_times_at_once_makes_one_key()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var form = await browser.Get(Path);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => browser.Submit(form, Path, ("name", "terraform"), TypedPassword))
        );

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers, a => a.NewKey is not null);
        Assert.Equal(
            4,
            answers.Count(a => a.Text.Contains("You already submitted this form", StringComparison.Ordinal))
        );
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(
            1,
            await db.ApiKeys.CountAsync(k => k.MemberId == member.Caller.MemberId && k.Name == "terraform")
        );
    }

    [Theory]
    [InlineData("", "Name must not be blank.")]
    [InlineData("   ", "Name must not be blank.")]
    [InlineData("a\u0007b", "Name must not contain control characters.")]
    public async Task An_invalid_name_is_refused_next_to_the_field(string name, string says)
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var refused = await browser.Submit(Path, Path, ("name", name), TypedPassword);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.Null(refused.NewKey);
    }

    [Fact]
    public async Task A_name_is_shown_as_it_was_typed_and_never_as_markup()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var made = await browser.Submit(Path, Path, ("name", "<script>alert('é 中')</script>"), TypedPassword);

        Assert.DoesNotContain("<script>alert", made.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#x27;é 中&#x27;)", made.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_key_is_refused_at_the_very_next_request_and_works_again_when_enabled()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        Assert.Equal(HttpStatusCode.OK, (await member.Post("/member/info", "{}")).Status);
        var keyId = Assert.Single((await browser.Get(Path)).KeyIds());

        (await browser.Submit(Path, $"{Path}/{keyId}/disable")).Sees(Path + "?done=disabled");
        (await member.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.Contains("Key disabled", (await browser.Get(Path + "?done=disabled")).Text, StringComparison.Ordinal);

        (await browser.Submit(Path, $"{Path}/{keyId}/enable")).Sees(Path + "?done=enabled");
        Assert.Equal(HttpStatusCode.OK, (await member.Post("/member/info", "{}")).Status);
    }

    [Fact]
    public async Task Deleting_asks_first_and_then_ends_the_key_for_good()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var keyId = Assert.Single((await browser.Get(Path)).KeyIds());
        var delete = $"{Path}/{keyId}/delete";

        Assert.Contains("can't be undone", (await browser.Get(delete)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await member.Post("/member/info", "{}")).Status);
        (await browser.Submit(delete, delete)).Sees(Path + "?done=deleted");

        (await member.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.Empty((await browser.Get(Path)).KeyIds());
    }

    [Fact]
    public async Task Another_members_key_is_neither_listed_nor_found()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var colleague = await shared.Server.NewMember(member.Caller.AccountId, BuiltInRoles.Owner);
        string keyId;
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            keyId = (await db.ApiKeys.SingleAsync(k => k.MemberId == colleague.Caller.MemberId)).KeyId;
        var list = await browser.Get(Path);
        var token = list.Token();

        Assert.DoesNotContain(keyId, list.KeyIds());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{Path}/{keyId}/delete")).Status);
        foreach (var action in (string[])["disable", "enable", "delete"])
        {
            var refused = await browser.Post($"{Path}/{keyId}/{action}", token);
            Assert.Equal(HttpStatusCode.NotFound, refused.Status);
            Assert.Contains(member.Email, refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await colleague.Post("/member/info", "{}")).Status);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_shown()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var (browser, member) = await server.NewSignedIn();
        Assert.Contains("never", (await browser.Get(Path)).Text, StringComparison.Ordinal);

        await member.Post("/member/info", "{}");
        Assert.Contains("just now", (await browser.Get(Path)).Text, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(3));

        var list = await browser.Get(Path);
        Assert.Contains("3 minutes ago", list.Text, StringComparison.Ordinal);
        Assert.Contains("title=\"1 Jan 2025, 00:00 UTC\"", list.Html, StringComparison.Ordinal);
    }

    private ApiClient As(ApiClient member, string key) => new(shared.Server.Http, key, member.Caller, member.Email);
}
