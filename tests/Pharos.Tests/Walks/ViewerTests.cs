using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.Walks;

/// <summary>What a member sees and can do who may read and nothing else.</summary>
public sealed partial class ViewerTests(SharedServer shared)
{
    /// <summary>What is about the member alone, which needs no permission.</summary>
    private static readonly string[] Own =
    [
        "/console/account/profile",
        "/console/account/security",
        "/console/account/app-keys",
        "/console/account/im-hooks",
        "/console/sign-out",
    ];

    [Fact]
    public async Task Everything_about_people_can_be_read_and_no_form_but_the_way_out_is_there()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var ids = await Ids(owner);
        var viewer = await shared.Server.SignInAs(owner, BuiltInRoles.Viewer.RoleId);

        foreach (
            var path in (string[])
                [
                    "/console/members",
                    $"/console/members/{ids["memberId"]}",
                    "/console/roles",
                    $"/console/roles/{ids["roleId"]}",
                    "/console/roles/1",
                    "/console/teams",
                    $"/console/teams/{ids["teamId"]}",
                ]
        )
        {
            var page = await viewer.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.All(PostedForm().Matches(page.Html).Select(m => m.Groups["to"].Value), to =>
                Assert.Equal("/console/sign-out", to)
            );
            Assert.DoesNotMatch("href=\"[^\"]*/(new|invite|delete|second-factor)\"", page.Html);
        }

        Assert.DoesNotContain(
            "Two-factor authentication",
            (await viewer.Get("/console/members")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_form_about_the_account_works_by_hand()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var ids = await Ids(owner);
        var viewer = await shared.Server.SignInAs(owner, BuiltInRoles.Viewer.RoleId);
        var token = (await viewer.Get("/console")).Token();
        var forms = shared
            .Server.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<ConsoleEndpoint>() is { Open: false }
                && e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("POST")
            )
            .Select(e => e.RoutePattern.RawText!)
            .Where(p => PeopleForm().IsMatch(p))
            .ToList();
        Assert.True(forms.Count >= 15, "the forms are looked for in the wrong way");

        foreach (var form in forms)
        {
            var path = Parameter().Replace(form, m => ids[m.Groups["name"].Value]);
            var refused = await viewer.Post(
                path,
                token,
                ("name", "Mine"),
                ("addresses", "me@example.com"),
                ("role_ids", "2"),
                ("member_id", ids["memberId"]),
                ("permission_ids", "101"),
                ("seen", "x"),
                ("locale", "en-US"),
                ("time_zone", "UTC")
            );
            Assert.True(refused.Status == HttpStatusCode.Forbidden, $"{path}: {refused.Status}");
        }

        foreach (
            var path in (string[])
                [
                    "/console/members/invite",
                    $"/console/members/{ids["memberId"]}/delete",
                    "/console/roles/new",
                    $"/console/roles/{ids["roleId"]}/delete",
                    "/console/teams/new",
                    $"/console/teams/{ids["teamId"]}/delete",
                ]
        )
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Get(path)).Status);
    }

    [Fact]
    public async Task The_navigation_leads_to_what_is_there_and_to_nothing_that_is_refused()
    {
        var (_, owner) = await shared.Server.NewSignedIn();
        var viewer = await shared.Server.SignInAs(owner, BuiltInRoles.Viewer.RoleId);

        var links = Regex
            .Matches((await viewer.Get("/console")).Html, "<a href=\"(/console[^\"]*)\"")
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToList();

        foreach (var own in Own[..4])
            Assert.Contains(own, links);
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, (await viewer.Get(link)).Status);
    }

    private static async Task<Dictionary<string, string>> Ids(ApiClient owner) =>
        new(StringComparer.Ordinal)
        {
            ["memberId"] = $"{owner.Caller.MemberId}",
            ["keyId"] = "01JAAAAAAAAAAAAAAAAAAAAAAA",
            ["roleId"] = $"{await owner.NewRole("Press", 102)}",
            ["teamId"] = $"{await NewTeam(owner)}",
        };

    private static async Task<long> NewTeam(ApiClient owner)
    {
        var request = new { team_name = "Ops", person_ids = new[] { owner.Caller.MemberId } };
        return (await owner.Post("/team/upsert", request)).Id("team_id");
    }

    [GeneratedRegex("<form method=\"post\" action=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PostedForm();

    [GeneratedRegex("^/console/(members|roles|teams|account/organization)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeopleForm();

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
