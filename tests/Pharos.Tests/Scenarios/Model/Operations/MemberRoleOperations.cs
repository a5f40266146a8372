using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/member/role/</c> and <c>/role/member/</c></summary>
internal static class MemberRoleOperations
{
    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post("/member/role/grant", 4, DrawRolesOfMember, Grant),
        ModelOperation.Post("/member/role/revoke", 3, DrawRolesOfMember, Revoke),
        ModelOperation.Post("/member/role/update", 3, DrawRolesOfMember, Update),
        ModelOperation.Post("/role/member/grant", 3, DrawMembersOfRole, GrantToMembers),
        ModelOperation.Post("/role/member/revoke", 3, DrawMembersOfRole, RevokeFromMembers),
    ];

    private static JsonObject DrawRolesOfMember(AccountModel model, Draw draw) =>
        new()
        {
            ["member_id"] = draw.Id(model.People.Ids),
            ["role_ids"] = draw.Ids(model.Roles.Ids.AddRange(Rights.BuiltIn), 3),
        };

    private static JsonObject DrawMembersOfRole(AccountModel model, Draw draw) =>
        new()
        {
            ["role_id"] = draw.Id(model.Roles.Ids.AddRange(Rights.BuiltIn)),
            ["member_ids"] = draw.Ids(model.Members.Select(m => m.Id), 3),
        };

    private static JsonNode Grant(Asked asked)
    {
        var (member, roleIds) = Checked(asked, asked.RequiredIds);
        RoleRules.DemandKnown(asked, roleIds, "role_ids");
        RoleRules.Grant(asked, [member], roleIds);
        return new JsonObject();
    }

    private static JsonNode Revoke(Asked asked)
    {
        var (member, roleIds) = Checked(asked, asked.RequiredIds);
        RoleRules.DemandKnown(asked, roleIds, "role_ids");
        RoleRules.Revoke(asked, [member], roleIds, "role_ids");
        return new JsonObject();
    }

    private static JsonNode Update(Asked asked)
    {
        var (member, roleIds) = Checked(asked, field => asked.OptionalIds(field) ?? throw Refused.Invalid(field));
        RoleRules.DemandKnown(asked, roleIds, "role_ids");
        var before = member.Roles;
        RoleRules.Grant(asked, [member], [.. roleIds.Except(before)]);
        RoleRules.Revoke(asked, [asked.Model.People[member.Id]], [.. before.Except(roleIds)], "role_ids");
        return new JsonObject();
    }

    private static (Member Member, List<long> RoleIds) Checked(Asked asked, Func<string, List<long>> ids)
    {
        asked.Demand(Rights.Members);
        var memberId = asked.Id("member_id");
        var roleIds = ids("role_ids");
        return (MemberOperations.Find(asked, memberId), roleIds);
    }

    private static JsonNode GrantToMembers(Asked asked)
    {
        var (roleId, members) = CheckedMembers(asked);
        RoleRules.Grant(asked, members, [roleId]);
        return new JsonObject();
    }

    private static JsonNode RevokeFromMembers(Asked asked)
    {
        var (roleId, members) = CheckedMembers(asked);
        RoleRules.Revoke(asked, members, [roleId], "member_ids");
        return new JsonObject();
    }

    private static (long RoleId, List<Member> Members) CheckedMembers(Asked asked)
    {
        asked.Demand(Rights.Roles);
        var roleId = asked.Id("role_id");
        var ids = asked.RequiredIds("member_ids");
        if (!asked.Model.RoleExists(roleId))
            throw Refused.NotFound("role_id");
        return (
            roleId,
            [
                .. ids.Select(
                    (id, i) =>
                        asked.Model.Members.FirstOrDefault(m => m.Id == id) ?? throw Refused.Invalid($"member_ids[{i}]")
                ),
            ]
        );
    }
}
