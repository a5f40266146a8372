using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Console;

/// <summary>On-call on the console's home page and in its navigation.</summary>
public sealed class HomeScreenTests(SharedServer shared)
{
    [Fact]
    public async Task The_home_page_shows_open_incidents_before_the_status_pages()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "a", "Info", "Certificate expires");
        await space.Fire(key, "b", "Critical", "Disk full");
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);

        var home = (await browser.Get("/console")).Html;

        var order = (string[])["Disk full", "Certificate expires", "id=\"first-steps\""];
        Assert.Equal(order, order.OrderBy(text => home.IndexOf(text, StringComparison.Ordinal)));
        Assert.DoesNotContain(order, text => !home.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_on_call_the_home_page_is_about_status_pages_alone()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        Assert.DoesNotContain("id=\"open-incidents\"", (await browser.Get("/console")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_navigation_shows_what_the_member_may_read()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var role = await space.Owner.NewRole("Press", 102);
        var press = await shared.Server.SignInAs(space.Owner, role);
        var viewer = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);

        foreach (var path in (string[])["incidents", "alerts", "spaces", "integrations"])
        {
            Assert.Contains($"href=\"/console/{path}\"", (await viewer.Get("/console")).Html, StringComparison.Ordinal);
            Assert.DoesNotContain(
                $"href=\"/console/{path}\"",
                (await press.Get("/console")).Html,
                StringComparison.Ordinal
            );
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await press.Get("/console/" + path)).Status);
        }
    }
}
