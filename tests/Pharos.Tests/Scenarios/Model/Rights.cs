using System.Collections.Immutable;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>Who may what, as the contract has it.</summary>
internal static class Rights
{
    public const long Pages = 101;
    public const long Events = 102;
    public const long Members = 201;
    public const long Roles = 202;
    public const long Teams = 203;
    public const long Audit = 204;

    /// <summary>Of on-call, whose operations the model doesn't have.</summary>
    public static readonly ImmutableSortedSet<long> OnCallReads = [301, 303, 305, 307];
    public static readonly ImmutableSortedSet<long> OnCall = [302, 304, 306, 308, .. OnCallReads];

    public static readonly ImmutableSortedSet<long> All = [Pages, Events, Members, Roles, Teams, Audit, .. OnCall];

    /// <summary>Managing a part of on-call includes reading it.</summary>
    public static ImmutableSortedSet<long> WithReads(IEnumerable<long> ids) =>
        [.. ids.SelectMany(id => OnCall.Contains(id) && !OnCallReads.Contains(id) ? new[] { id, id - 1 } : [id])];

    public static readonly ImmutableSortedSet<long> BuiltIn = [1, 2, 3, 4];

    public static bool RoleExists(this AccountModel model, long roleId) =>
        BuiltIn.Contains(roleId) || model.Roles.Has(roleId);

    /// <summary>What a role allows now.</summary>
    public static ImmutableSortedSet<long> OfRole(this AccountModel model, long roleId) =>
        roleId switch
        {
            1 or 2 => All,
            3 => [Events, 302, .. OnCallReads],
            4 => OnCallReads,
            _ => model.Roles[roleId] is { Disabled: false } role ? role.Permissions : [],
        };

    public static ImmutableSortedSet<long> OfRoles(this AccountModel model, IEnumerable<long> roleIds) =>
        [.. roleIds.SelectMany(model.OfRole)];

    /// <summary>What a key may do: what its member's roles allow, less what it was narrowed by.</summary>
    public static ImmutableSortedSet<long> OfKey(this AccountModel model, Key key)
    {
        var rights = model.OfRoles(model.People[key.MemberId].Roles);
        if (key.Permissions is { } some)
            rights = rights.Intersect(some);
        if (key.ReadOnly)
            rights = rights.Intersect([Audit, .. OnCallReads]);
        if (key.PageId is not null)
            rights = rights.Intersect([Pages, Events]);
        return rights;
    }

    public static bool Works(this AccountModel model, Key key, long now) =>
        !key.Deleted
        && !key.Disabled
        && (key.ExpiresAt is null || key.ExpiresAt > now)
        && model.People[key.MemberId].Status == "enabled";
}
