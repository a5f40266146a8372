using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Profile;

[FullOnPostgres]
public sealed class ProfileTests(SharedServer shared)
{
    private const string Path = "/console/account/profile";

    private static readonly (string Name, string Value)[] Ada =
    [
        ("name", "Ada Lovelace"),
        ("phone", "+44 20 7946 0958"),
        ("country_code", "gb"),
        ("language", ""),
        ("time_zone", "Europe/London"),
    ];

    [Fact]
    public async Task What_is_saved_is_shown_and_told_by_the_API()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        (await browser.Submit(Path, Path, Ada)).Sees(Path + "?done=saved");

        var page = await browser.Get(Path + "?done=saved");
        foreach (var value in (string[])["Ada Lovelace", "&#x2B;442079460958", "GB", "Europe/London"])
            Assert.Contains($"value=\"{value}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Profile saved.", page.Text, StringComparison.Ordinal);
        var info = (await member.Post("/member/info", "{}")).Data;
        Assert.Equal(
            ("Ada Lovelace", "Europe/London"),
            (info["member_name"]!.GetValue<string>(), info["time_zone"]!.GetValue<string>())
        );
        (await browser.Submit(Path, Path, With(("phone", ""), ("country_code", "")))).Sees(Path + "?done=saved");
        Assert.Equal("", (await member.Post("/member/info", "{}")).Data["phone"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_language_chosen_counts_in_every_browser_until_the_browser_is_to_say_again()
    {
        var (browser, member) = await shared.Server.NewSignedIn();

        await browser.Submit(Path, Path, With(("language", "zh-CN")));
        Assert.Contains("<html lang=\"zh-Hans\">", (await browser.Get("/console")).Html, StringComparison.Ordinal);
        var french = new ConsoleBrowser(shared.Server.Http, "fr");
        await french.SignIn(member.Email, ConsoleMember.Password);
        Assert.Contains("个人资料", (await french.Get(Path)).Text, StringComparison.Ordinal);
        // Errors too.
        Assert.Contains("页面不存在", (await french.Get("/console/members/1")).Text, StringComparison.Ordinal);

        await browser.Submit(Path, Path, With(("language", "en-US")));
        var chinese = new ConsoleBrowser(shared.Server.Http, "zh-CN");
        await chinese.SignIn(member.Email, ConsoleMember.Password);
        Assert.Contains("<html lang=\"en\">", (await chinese.Get(Path)).Html, StringComparison.Ordinal);
        await browser.Submit(Path, Path, With(("language", "")));
        Assert.Contains("<html lang=\"zh-Hans\">", (await chinese.Get(Path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var refused = await browser.Submit(
            Path,
            Path,
            ("name", "A"),
            ("phone", "call me"),
            ("country_code", "Wonderland"),
            ("language", "fr-FR"),
            ("time_zone", "Mars/Olympus")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (
            var says in (string[])
                [
                    "Your name must be 2 to 39",
                    "Phone must have 4 to 20 digits",
                    "Country must be a two-letter country code",
                    "Time zone must be a time zone such as",
                ]
        )
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        foreach (var typed in (string[])["call me", "Wonderland", "Mars/Olympus"])
            Assert.Contains($"value=\"{typed}\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concurrent_change_is_shown_and_overwritten_only_knowingly()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var form = await browser.Get(Path);
        await member.Post("/member/info/reset", new { member_id = member.Caller.MemberId, member_name = "Countess" });

        var told = await browser.Submit(form, Path, Ada);

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>Countess</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Ada Lovelace\"", told.Html, StringComparison.Ordinal);
        (await browser.Submit(told, Path, Ada)).Sees(Path + "?done=saved");
    }

    [Fact]
    public async Task Times_are_shown_in_the_zone_chosen()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        await browser.Submit(Path, Path, With(("time_zone", "Asia/Kathmandu")));

        Assert.Contains(
            "UTC&#x2B;5:45",
            (await browser.Get("/console/account/app-keys")).Html,
            StringComparison.Ordinal
        );
        Assert.Contains("<option value=\"Asia/Kathmandu\">", (await browser.Get(Path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organization_is_changed_by_who_manages_members_and_its_zone_by_who_manages_pages_too()
    {
        const string Organization = "/console/account/organization";
        var (owner, member) = await shared.Server.NewSignedIn();
        (
            await owner.Submit(
                Organization,
                Organization,
                ("name", "Analytical Engines"),
                ("locale", "zh-CN"),
                ("time_zone", "Europe/London")
            )
        ).Sees(Organization + "?done=saved");
        var info = (await member.Post("/member/info", "{}")).Data;
        Assert.Equal(
            ("Analytical Engines", "zh-CN", "Europe/London"),
            (
                info["account_name"]!.GetValue<string>(),
                info["account_locale"]!.GetValue<string>(),
                info["account_time_zone"]!.GetValue<string>()
            )
        );
        Assert.Contains("Analytical Engines", (await owner.Get("/console")).Text, StringComparison.Ordinal);

        var hr = await shared.Server.SignInAs(member, await member.NewRole("HR", 201));
        var page = await hr.Get(Organization);
        Assert.DoesNotContain("name=\"time_zone\"", page.Html, StringComparison.Ordinal);
        (await hr.Submit(page, Organization, ("name", "Engines"), ("locale", "en-US"))).Sees(
            Organization + "?done=saved"
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await hr.Submit(
                    Organization,
                    Organization,
                    ("name", "Engines"),
                    ("locale", "en-US"),
                    ("time_zone", "UTC")
                )
            ).Status
        );

        var viewer = await shared.Server.SignInAs(member, BuiltInRoles.Viewer.RoleId);
        Assert.DoesNotContain(Organization, (await viewer.Get("/console")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Get(Organization)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await viewer.Post(
                    Organization,
                    (await viewer.Get("/console")).Token(),
                    ("name", "Mine"),
                    ("locale", "en-US")
                )
            ).Status
        );
        Assert.Equal(
            "Europe/London",
            (await member.Post("/member/info", "{}")).Data["account_time_zone"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task A_concurrent_change_of_the_organization_is_shown()
    {
        const string Organization = "/console/account/organization";
        var (browser, _) = await shared.Server.NewSignedIn();
        var (mine, theirs) = (await browser.Get(Organization), await browser.Get(Organization));
        await browser.Submit(theirs, Organization, ("name", "First"), ("locale", "en-US"), ("time_zone", "UTC"));

        var told = await browser.Submit(
            mine,
            Organization,
            ("name", "Second"),
            ("locale", "en-US"),
            ("time_zone", "UTC")
        );

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("<q>First</q>", told.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Second\"", told.Html, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] With(params (string Name, string Value)[] instead) =>
        [.. Ada.Where(f => instead.All(i => i.Name != f.Name)), .. instead];
}
