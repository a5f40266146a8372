namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary>Giving roles to members and taking them away, whichever operation does it.</summary>
internal static class RoleRules
{
    public static void DemandKnown(Asked asked, IReadOnlyList<long> roleIds, string field)
    {
        for (var i = 0; i < roleIds.Count; i++)
        {
            if (!asked.Model.RoleExists(roleIds[i]))
                throw Refused.Invalid($"{field}[{i}]");
        }
    }

    /// <summary>
    /// Members hand out only permissions they have, and only owners change owners. Members who have the role already
    /// stay as they are.
    /// </summary>
    public static void Grant(Asked asked, IReadOnlyList<Member> members, IReadOnlyList<long> roleIds)
    {
        asked.DemandWithin(asked.Model.OfRoles(roleIds));
        asked.DemandOwnerFor(members, roleIds);
        Put(asked, members, member => member.Roles.Union(roleIds));
    }

    /// <param name="field">Names the members when the last owner is among them.</param>
    public static void Revoke(Asked asked, IReadOnlyList<Member> members, IReadOnlyList<long> roleIds, string field)
    {
        asked.DemandOwnerFor(members, roleIds);
        Put(asked, members, member => member.Roles.Except(roleIds));
        if (!asked.Model.Owners.Any())
            throw Refused.Invalid(field);
    }

    private static void Put(
        Asked asked,
        IReadOnlyList<Member> members,
        Func<Member, System.Collections.Immutable.ImmutableSortedSet<long>> roles
    )
    {
        foreach (var member in members)
        {
            if (roles(member) is var after && !after.SetEquals(member.Roles))
                asked.Model.Put(member with { Roles = after, UpdatedAt = asked.Now });
        }
    }
}
