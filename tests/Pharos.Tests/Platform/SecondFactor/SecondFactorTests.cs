using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;
using ZXing.QrCode.Internal;

namespace Pharos.Tests.Platform.SecondFactor;

/// <summary>Setting up and switching off a second factor.</summary>
public sealed class SecondFactorTests(OwnServer own) : IClassFixture<OwnServer>
{
    private const string Security = "/console/account/security";
    private const string Path = Security + "/second-factor";

    [Fact]
    public async Task It_is_on_once_a_code_of_it_was_shown_and_gives_ten_recovery_codes_this_once()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        (await browser.Submit(Security, Path)).Sees(Path);
        var page = await browser.Get(Path);
        var phone = Authenticator.Of(page, TimeProvider.System);
        // It counts for nothing yet.
        (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");

        var wrong = await browser.Submit(
            page,
            Path + "/confirm",
            ("code", phone.WrongCode()),
            ("password", ConsoleMember.Password)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Code is incorrect", wrong.Text, StringComparison.Ordinal);
        var code = phone.Code();
        var on = await browser.Submit(page, Path + "/confirm", ("code", code), ("password", ConsoleMember.Password));

        Assert.Equal(HttpStatusCode.OK, on.Status);
        var codes = RecoveryCodes(on);
        Assert.Equal(10, codes.Distinct().Count());
        var after = await browser.Get(Security);
        Assert.Contains("10 of 10 recovery codes left", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], after.Html, StringComparison.Ordinal);
        (await browser.Get(Path)).Sees(Security); // The secret is shown no more.
        (await browser.Submit(page, Path + "/confirm", ("code", code), ("password", ConsoleMember.Password))).Sees(
            Security
        );
        (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees(
            "/console/sign-in/code"
        );
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);

        await using var db = await own.Server.Store.Databases.CreateDbContextAsync();
        var row = await db.SecondFactors.SingleAsync(f => f.MemberId == member.Caller.MemberId);
        Assert.DoesNotContain(
            Secret(page),
            System.Text.Encoding.Latin1.GetString(row.Secret),
            StringComparison.Ordinal
        );
        Assert.Equal(10, await db.RecoveryCodes.CountAsync(c => c.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task The_picture_says_what_the_text_says()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        await browser.Submit(Security, Path);

        var page = await browser.Get(Path);

        var read = new Decoder().decode(Modules(page.Html), null).Text;
        Assert.Equal(
            $"otpauth://totp/Acme:{Uri.EscapeDataString(member.Email)}?secret={Secret(page)}"
                + "&issuer=Acme&algorithm=SHA1&digits=6&period=30",
            read
        );
        Assert.DoesNotContain("style=", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_it_up_switching_it_off_and_new_recovery_codes_need_the_password()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        await browser.Submit(Security, Path);
        var page = await browser.Get(Path);
        var phone = Authenticator.Of(page, TimeProvider.System);
        Assert.Contains(
            "Password is incorrect",
            (
                await browser.Submit(page, Path + "/confirm", ("code", phone.Code()), ("password", "not the password"))
            ).Text,
            StringComparison.Ordinal
        );
        var first = RecoveryCodes(
            await browser.Submit(page, Path + "/confirm", ("code", phone.Code()), ("password", ConsoleMember.Password))
        );

        foreach (var address in (string[])[Path + "/off", Path + "/recovery-codes"])
        {
            var refused = await browser.Submit(address, address, ("password", "not the password"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("Password is incorrect", refused.Text, StringComparison.Ordinal);
        }

        var renewed = RecoveryCodes(
            await browser.Submit(
                Path + "/recovery-codes",
                Path + "/recovery-codes",
                ("password", ConsoleMember.Password)
            )
        );
        Assert.Empty(first.Intersect(renewed));
        (await browser.Submit(Path + "/off", Path + "/off", ("password", ConsoleMember.Password))).Sees(
            Security + "?done=off"
        );

        (await new ConsoleBrowser(own.Server.Http).SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
        await using var db = await own.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(0, await db.RecoveryCodes.CountAsync(c => c.MemberId == member.Caller.MemberId));
        Assert.False(await db.SecondFactors.AnyAsync(f => f.MemberId == member.Caller.MemberId));
    }

    [Fact]
    public async Task Starting_again_replaces_an_unconfirmed_secret_and_keeps_a_confirmed_one()
    {
        var (browser, member) = await own.Server.NewSignedIn();
        await browser.Submit(Security, Path);
        var first = Secret(await browser.Get(Path));
        await browser.Submit(Security, Path);
        var page = await browser.Get(Path);
        Assert.NotEqual(first, Secret(page));
        var start = await browser.Get(Security);
        await browser.Submit(
            page,
            Path + "/confirm",
            ("code", Authenticator.Of(page, TimeProvider.System).Code()),
            ("password", ConsoleMember.Password)
        );

        (await browser.Submit(start, Path)).Sees(Security);

        await using var db = await own.Server.Store.Databases.CreateDbContextAsync();
        Assert.NotNull((await db.SecondFactors.SingleAsync(f => f.MemberId == member.Caller.MemberId)).ConfirmedAt);
    }

    [Fact]
    public async Task A_secret_of_one_member_opens_for_no_other()
    {
        var (_, member) = await own.Server.NewSignedIn();
        var other = await own.Server.NewConsoleMember();
        var phone = await Authenticator.For(own.Server, member.Caller.MemberId);
        await Authenticator.For(own.Server, other.Caller.MemberId);
        await using (var db = await own.Server.Store.Databases.CreateDbContextAsync())
        {
            var mine = (await db.SecondFactors.SingleAsync(f => f.MemberId == member.Caller.MemberId)).Secret;
            await db
                .SecondFactors.Where(f => f.MemberId == other.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.Secret, mine));
        }

        var browser = new ConsoleBrowser(own.Server.Http);
        await browser.SignIn(other.Email, ConsoleMember.Password);
        var refused = await browser.Submit("/console/sign-in/code", "/console/sign-in/code", ("code", phone.Code()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    public static IReadOnlyList<string> RecoveryCodes(ConsoleAnswer page) =>
        [.. Regex.Matches(page.Html, "[A-Z2-9]{4}(-[A-Z2-9]{4}){3}").Select(m => m.Value)];

    private static string Secret(ConsoleAnswer page) =>
        Regex
            .Match(page.Html, "id=\"second-factor-secret\">([A-Z2-7 ]+)<")
            .Groups[1]
            .Value.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The code's modules without the quiet zone, as a camera would find them.</summary>
    private static bool[][] Modules(string html)
    {
        var size = int.Parse(Regex.Match(html, "class=\"qr\" viewBox=\"0 0 ([0-9]+)").Groups[1].Value);
        var dark = Enumerable.Range(0, size).Select(_ => new bool[size]).ToArray();
        foreach (Match run in Regex.Matches(html, "M([0-9]+) ([0-9]+)h([0-9]+)v1h-[0-9]+z"))
        {
            for (var x = 0; x < int.Parse(run.Groups[3].Value); x++)
                dark[int.Parse(run.Groups[2].Value)][int.Parse(run.Groups[1].Value) + x] = true;
        }

        var first = Array.FindIndex(dark, row => row.Contains(true));
        return [.. dark[first..^first].Select(row => row[first..^first])];
    }
}
