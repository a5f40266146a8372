using Microsoft.EntityFrameworkCore;
using Pharos.Tests.StatusPages.Importing;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages;

/// <summary>Names that look the same are the same name, whatever their bytes are.</summary>
public sealed class NameTests(SharedServer shared)
{
    public static TheoryData<string, string> Equal =>
        new()
        {
            { "Caf\u00e9", "Cafe\u0301" },
            { "API", "api" },
            { "Web app", "Web\u00a0 app" },
            { "Login", "Log\u200bin" },
        };

    [Theory]
    [MemberData(nameof(Equal))]
    public async Task Components_sections_roles_and_teams_do_not_share_a_name(string one, string other)
    {
        var api = await shared.NewAccount();
        var (pageId, _) = await api.NewPage();

        (await Upsert(api, "component", pageId, one, other)).IsError("InvalidParameter", "components[1].name");
        (await Upsert(api, "section", pageId, one, other)).IsError("InvalidParameter", "sections[1].name");
        _ = (await Upsert(api, "component", pageId, one)).Data;
        (await Upsert(api, "component", pageId, other)).IsError("InvalidParameter", "components[0].name");
        _ = (await api.Post("/role/upsert", new { role_name = one })).Data;
        (await api.Post("/role/upsert", new { role_name = other })).IsError("InvalidParameter", "role_name");
        var team = (await api.Post("/team/upsert", new { team_name = one })).Data["team_id"]!.GetValue<long>();
        (await api.Post("/team/upsert", new { team_name = other })).IsError("InvalidParameter", "team_name");
        Assert.Equal(
            team,
            (await api.Post("/team/upsert", new { team_name = other, reset_if_name_exist = true })).Data[
                "team_id"
            ]!.GetValue<long>()
        );
        // Its own name in another spelling is no conflict.
        _ = (await api.Post("/team/upsert", new { team_id = team, team_name = one })).Data;
        Assert.Equal(team, (await api.Post("/team/info", new { team_name = other })).Data["team_id"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_built_in_role_keeps_its_name_in_every_spelling() =>
        (await (await shared.NewAccount()).Post("/role/upsert", new { role_name = "vIewer" })).IsError(
            "InvalidParameter",
            "role_name"
        );

    [Fact]
    public async Task Names_that_an_older_version_allowed_side_by_side_can_still_be_edited()
    {
        var api = await shared.NewAccount();
        var (pageId, ids) = await api.NewPage("API", "Other");
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Components.Where(c => c.ComponentId == ids[1])
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, "api"));

        _ = (
            await api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = pageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = ids[1],
                            name = "api",
                            description = "The other one.",
                        },
                    },
                }
            )
        ).Data;
        _ = (await Upsert(api, "component", pageId, "Third")).Data;
        (
            await api.Post(
                "/status-page/component/upsert",
                new { page_id = pageId, components = new[] { new { component_id = ids[1], name = "Api" } } }
            )
        ).IsError("InvalidParameter", "components[0].name");
    }

    private static Task<ApiAnswer> Upsert(ApiClient api, string kind, long pageId, params string[] names) =>
        api.Post(
            $"/status-page/{kind}/upsert",
            new Dictionary<string, object>
            {
                ["page_id"] = pageId,
                [kind + "s"] = names.Select(name => new { name }).ToArray(),
            }
        );
}
