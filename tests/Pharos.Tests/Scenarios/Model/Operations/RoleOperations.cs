using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/role/</c>, but for members and permissions.</summary>
internal static class RoleOperations
{
    private static readonly (long Id, string Name, string Says)[] BuiltIn =
    [
        (1, "Account Owner", "Can do everything. Only owners manage owners."),
        (2, "Account Admin", "Can do everything except manage owners."),
        (
            3,
            "Responder",
            "Can publish and edit incidents and maintenance, work on on-call incidents, and view everything else."
        ),
        (4, "Viewer", "Can view everything but change nothing."),
    ];

    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post(
            "/role/list",
            3,
            (_, draw) =>
                draw.Maybe(
                    (60, "orderby", () => draw.One("created_at", "updated_at")),
                    (60, "asc", () => draw.Chance(50))
                ),
            List
        ),
        ModelOperation.Post("/role/info", 3, DrawOne, Info),
        ModelOperation.Post("/role/upsert", 5, DrawUpsert, Upsert),
        ModelOperation.Post("/role/delete", 1, DrawOne, Delete),
        ModelOperation.Post("/role/disable", 2, DrawOne, asked => Disable(asked, true)),
        ModelOperation.Post("/role/enable", 3, DrawOne, asked => Disable(asked, false)),
    ];

    private static JsonObject DrawOne(AccountModel model, Draw draw) =>
        new() { ["role_id"] = draw.Id(!model.Roles.Any() || draw.Chance(15) ? Rights.BuiltIn : model.Roles.Ids) };

    private static JsonNode List(Asked asked)
    {
        asked.DemandAccount();
        var byUpdate = asked.Text("orderby") == "updated_at";
        var items = BuiltIn.Select(b => BuiltInItem(asked.Model, b)).Concat(asked.Model.Roles.Select(Item));
        long By(JsonObject item) => item[byUpdate ? "updated_at" : "created_at"]!.GetValue<long>();
        var sorted = Sorting.By(items, asked.Flag("asc"), By, item => -item["role_id"]!.GetValue<long>());
        return new JsonObject { ["total"] = sorted.Count, ["items"] = Comparison.Array(sorted) };
    }

    private static JsonNode Info(Asked asked)
    {
        asked.DemandAccount();
        var id = asked.Id("role_id");
        return Rights.BuiltIn.Contains(id)
            ? BuiltInItem(asked.Model, BuiltIn[id - 1])
            : Item(asked.Model.Roles.Find(id) ?? throw Refused.NotFound("role_id"));
    }

    private static JsonObject DrawUpsert(AccountModel model, Draw draw)
    {
        var request = draw.Maybe(
            (50, "role_id", () => draw.Id(draw.Chance(10) ? Rights.BuiltIn : model.Roles.Ids)),
            (30, "description", () => draw.One("They publish.", "", "Two\nlines")),
            (70, "permission_ids", () => draw.Chance(5) ? [999] : Comparison.Array(draw.Some([.. Rights.All], 3)))
        );
        request["role_name"] = draw.One(
            "Ops",
            "Writers",
            "Keepers",
            " On call ",
            "值班",
            "Viewer",
            "A",
            "B",
            "C",
            draw.One("", new string('x', 40))
        );
        return request;
    }

    private static JsonNode Upsert(Asked asked)
    {
        asked.Demand(Rights.Roles);
        var id = asked["role_id"]?.GetValue<long>() is null or 0 ? (long?)null : asked.Id("role_id");
        var name = asked.Name("role_name", 1, 39);
        var permissions = asked.OptionalIds("permission_ids");
        if (permissions?.FindIndex(p => !Rights.All.Contains(p)) is >= 0 and var unknown)
            throw Refused.Invalid($"permission_ids[{unknown}]");
        asked.DemandWithin(permissions ?? []);

        if (id is null && asked.Model.Roles.Count() >= asked.Plan.Roles)
            throw new Refused("NoLicense");
        var there = id is null ? null : Own(asked, id.Value);
        if (
            BuiltIn.Any(b => Names.Match(b.Name, name))
            || asked.Model.Roles.Any(r => Names.Match(r.Name, name) && r.Id != id)
        )
            throw Refused.Invalid("role_name");
        var role = there ?? new Role(asked.LearnId(data => data["role_id"]), name, "", false, [], asked.Now, asked.Now);
        asked.Model.Put(
            role with
            {
                Name = name,
                Description = asked.Text("description") ?? role.Description,
                Permissions = permissions is null ? role.Permissions : Rights.WithReads(permissions),
                UpdatedAt = asked.Now,
            }
        );
        return new JsonObject { ["role_id"] = role.Id, ["role_name"] = name };
    }

    /// <summary>As if it were revoked from all who hold it.</summary>
    private static JsonNode Delete(Asked asked)
    {
        asked.Demand(Rights.Roles);
        var role = Own(asked, asked.Id("role_id"));
        asked.Model.Roles = asked.Model.Roles.Without(role.Id);
        foreach (var member in asked.Model.Members.Where(m => m.Roles.Contains(role.Id)).ToList())
            asked.Model.Put(member with { Roles = member.Roles.Remove(role.Id), UpdatedAt = asked.Now });
        return new JsonObject();
    }

    private static JsonNode Disable(Asked asked, bool disabled)
    {
        asked.Demand(Rights.Roles);
        var role = Own(asked, asked.Id("role_id"));
        if (role.Disabled == disabled)
            return new JsonObject();
        // Enabling a role hands out its permissions.
        asked.DemandWithin(disabled ? [] : role.Permissions);
        asked.Model.Put(role with { Disabled = disabled, UpdatedAt = asked.Now });
        return new JsonObject();
    }

    private static Role Own(Asked asked, long id) =>
        Rights.BuiltIn.Contains(id)
            ? throw Refused.Invalid("role_id")
            : asked.Model.Roles.Find(id) ?? throw Refused.NotFound("role_id");

    private static JsonObject Item(Role r) =>
        new()
        {
            ["role_id"] = r.Id,
            ["role_name"] = r.Name,
            ["description"] = r.Description,
            ["status"] = r.Disabled ? "disabled" : "enabled",
            ["permission_ids"] = Comparison.Array(r.Permissions),
            ["editable"] = true,
            ["created_at"] = r.CreatedAt,
            ["updated_at"] = r.UpdatedAt,
        };

    private static JsonObject BuiltInItem(AccountModel model, (long Id, string Name, string Says) role) =>
        new()
        {
            ["role_id"] = role.Id,
            ["role_name"] = role.Name,
            ["description"] = role.Says,
            ["status"] = "enabled",
            ["permission_ids"] = Comparison.Array(model.OfRole(role.Id)),
            ["editable"] = false,
            ["created_at"] = model.Since,
            ["updated_at"] = model.Since,
        };
}
