using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/team/</c>, but for what makes and changes them.</summary>
internal static class TeamOperations
{
    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post("/team/list", 5, DrawList, List),
        ModelOperation.Post("/team/info", 3, DrawOne, asked =>
        {
            asked.DemandAccount();
            return Item(asked.Model, Find(asked));
        }),
        ModelOperation.Post(
            "/team/infos",
            3,
            (model, draw) => new() { ["team_ids"] = draw.Ids(model.Teams.Ids, 4) },
            Infos
        ),
        ModelOperation.Post("/team/upsert", 6, UpsertTeam.Draw, UpsertTeam.Answer),
        ModelOperation.Post("/team/delete", 2, DrawOne, asked =>
        {
            asked.Demand(Rights.Teams);
            asked.Model.Teams = asked.Model.Teams.Without(Find(asked).Id);
            return new JsonObject();
        }),
    ];

    private static JsonObject DrawList(AccountModel model, Draw draw) =>
        draw.Maybe(
            (20, "person_id", () => draw.Id(model.People.Ids)),
            (40, "p", () => draw.One(1, 1, 2, 0)),
            (60, "limit", () => draw.One(1, 2, 100, 0)),
            (70, "orderby", () => draw.One("created_at", "updated_at", "team_name")),
            (50, "asc", () => draw.Chance(50)),
            (25, "query", () => draw.One("DB", "re", "数据", "_", "none"))
        );

    private static JsonNode List(Asked asked)
    {
        asked.DemandAccount();
        var personId = asked.OptionalId("person_id");
        var query = asked.Line("query");
        var paging = Paging.Of(asked);
        if (personId is { } person)
            _ = asked.Model.Members.FirstOrDefault(m => m.Id == person) ?? throw Refused.NotFound("person_id");
        var found = asked.Model.Teams.Where(t =>
            (personId is not { } id || t.Persons.Contains(id))
            && (query is null || t.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
        );
        return paging.List(
            asked.Text("orderby") switch
            {
                "team_name" => Sorting.By(found, asked.Flag("asc"), t => t.Name, t => t.Id, StringComparer.Ordinal),
                "updated_at" => Sorting.By(found, asked.Flag("asc"), t => t.UpdatedAt, t => t.Id),
                _ => Sorting.By(found, asked.Flag("asc"), t => t.CreatedAt, t => t.Id),
            },
            t => Item(asked.Model, t)
        );
    }

    private static JsonNode Infos(Asked asked)
    {
        asked.DemandAccount();
        return new JsonObject
        {
            ["items"] = Comparison.Array(
                asked
                    .RequiredIds("team_ids")
                    .Where(asked.Model.Teams.Has)
                    .Select(id => asked.Model.Teams[id])
                    .Select(t => new JsonObject
                    {
                        ["team_id"] = t.Id,
                        ["team_name"] = t.Name,
                        ["person_ids"] = Comparison.Array(t.Persons),
                    })
            ),
        };
    }

    private static JsonObject DrawOne(AccountModel model, Draw draw) =>
        draw.Chance(60) || !model.Teams.Any()
            ? new() { ["team_id"] = draw.Id(model.Teams.Ids) }
            : draw.Maybe(
                (50, "team_name", () => $" {draw.One<Team>([.. model.Teams]).Name} "),
                (50, "ref_id", () => draw.RefId())
            );

    /// <summary>The first of the fields says which.</summary>
    private static Team Find(Asked asked)
    {
        var (name, refId) = (asked.Line("team_name"), asked.Line("ref_id"));
        return asked.Has("team_id") ? asked.Model.Teams.Find(asked.Id("team_id")) ?? throw Refused.NotFound("team_id")
            : name is not null
                ? asked.Model.Teams.FirstOrDefault(t => Names.Match(t.Name, name))
                    ?? throw Refused.NotFound("team_name")
            : refId is not null
                ? asked.Model.Teams.FirstOrDefault(t => t.RefId == refId) ?? throw Refused.NotFound("ref_id")
            : throw Refused.Invalid("team_id");
    }

    private static JsonObject Item(AccountModel model, Team t) =>
        new()
        {
            ["account_id"] = model.AccountId,
            ["team_id"] = t.Id,
            ["team_name"] = t.Name,
            ["description"] = t.Description,
            ["status"] = "enabled",
            ["updated_by_name"] = model.People[t.UpdatedBy].Name,
            ["updated_by"] = t.UpdatedBy,
            ["creator_id"] = t.CreatorId,
            ["creator_name"] = model.People[t.CreatorId].Name,
            ["created_at"] = t.CreatedAt,
            ["updated_at"] = t.UpdatedAt,
            ["person_ids"] = Comparison.Array(t.Persons),
            ["ref_id"] = t.RefId,
        };
}
