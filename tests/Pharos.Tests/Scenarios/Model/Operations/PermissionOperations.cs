using System.Text.Json.Nodes;
using Pharos.Kernel;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/role/permission/</c></summary>
internal static class PermissionOperations
{
    private static readonly (long Id, string Name, string Type, string Of, string Says)[] Catalogue =
    [
        (
            101,
            "Status Pages Manage",
            "manage",
            "On-call",
            "Create, edit and delete status pages, sections and components, and manage subscribers"
        ),
        (102, "Status Pages Events Manage", "manage", "On-call", "Publish and edit incidents and maintenance"),
        (201, "Members Manage", "manage", "Organization", "Invite and delete members, and assign their roles"),
        (
            202,
            "Roles Manage",
            "manage",
            "Organization",
            "Create, edit, disable and delete roles, and assign them to members"
        ),
        (203, "Teams Manage", "manage", "Organization", "Create, edit and delete teams"),
        (204, "Audit Read", "read", "Organization", "Read the audit log"),
        .. PermissionCatalogue
            .All.Where(p => p.IsOnCall)
            .Select(p =>
                (p.Id, p.Name, WireName<PermissionType>.ToWire(p.Type), "On-call", p.Description.In(Language.English))
            ),
    ];

    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post("/role/permission/list", 3, DrawList, List),
        ModelOperation.Post("/role/permission/factor/list", 1, DrawFactors, Factors),
    ];

    private static JsonObject DrawList(AccountModel model, Draw draw) =>
        draw.Maybe(
            (70, "role_ids", () => draw.Ids(model.Roles.Ids.AddRange(Rights.BuiltIn), 2)),
            (40, "with_all", () => draw.Chance(70))
        );

    private static JsonNode List(Asked asked)
    {
        asked.DemandAccount();
        var roleIds = asked.OptionalIds("role_ids") ?? [];
        RoleRules.DemandKnown(asked, roleIds, "role_ids");
        var granted = asked.Model.OfRoles(roleIds);
        var all = asked.Flag("with_all");
        return new JsonObject
        {
            ["items"] = Comparison.Array(
                Catalogue
                    .Where(p => all || roleIds.Count == 0 || granted.Contains(p.Id))
                    .Select(p => new JsonObject
                    {
                        ["id"] = p.Id,
                        ["permission_name"] = p.Name,
                        ["permission_type"] = p.Type,
                        ["description"] = p.Says,
                        ["class"] = p.Of,
                        ["scope"] = p.Of.ToLowerInvariant(),
                        ["status"] = "enabled",
                        ["is_granted"] = all ? granted.Contains(p.Id) : null,
                    })
            ),
        };
    }

    private static JsonObject DrawFactors(AccountModel model, Draw draw) =>
        draw.Maybe(
            (60, "factor_types", () => Comparison.Array(draw.Some(["api", "button", "visit", "menu", "url"], 2)))
        );

    /// <summary>
    /// Another test compares them with the server's map. This checks that each caller gets the same ones, and that a
    /// filter keeps those that it names.
    /// </summary>
    private static JsonNode Factors(Asked asked)
    {
        asked.DemandAccount();
        var types = asked["factor_types"]?.AsArray().Select(t => t!.GetValue<string>()).ToList() ?? [];
        if (types.Count == 0)
            asked.Model.Factors ??= asked.Data.ToJsonString();
        return asked.Model.Factors is not { } known
            ? asked.Data.DeepClone()
            : Comparison.Array(
                JsonNode
                    .Parse(known)!
                    .AsArray()
                    .Where(f => types.Count == 0 || types.Contains(f!["factor_type"]!.GetValue<string>()))
                    .Select(f => f!.DeepClone())
            );
    }
}
