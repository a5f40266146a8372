using System.Collections.Frozen;

namespace Pharos.Kernel;

/// <summary>Restricts an API key to a part of its member's permissions. It never adds permissions.</summary>
/// <param name="Mask">The permissions the key may use, if its member has them.</param>
/// <param name="PageIds">The pages the key can access; null for the whole account.</param>
public sealed record ApiKeyScope(Permissions Mask, FrozenSet<long>? PageIds)
{
    public static ApiKeyScope Unrestricted { get; } = new(Permissions.All, null);

    /// <summary>Whether the key can do less than its member.</summary>
    public bool IsRestricted => this != Unrestricted;

    /// <param name="readOnly">Removes all permissions that write.</param>
    /// <param name="permissionIds">IDs from the catalogue; empty for all permissions of the member.</param>
    /// <param name="pageIds">Empty for the whole account.</param>
    public static ApiKeyScope Create(
        bool readOnly,
        IReadOnlyCollection<long> permissionIds,
        IReadOnlyCollection<long> pageIds
    )
    {
        if (!readOnly && permissionIds.Count == 0 && pageIds.Count == 0)
            return Unrestricted;
        var mask = permissionIds.Count == 0 ? Permissions.All : PermissionCatalogue.FromIds(permissionIds);
        if (readOnly)
            mask &= PermissionCatalogue.ReadOnly;
        if (pageIds.Count > 0)
            mask &= PermissionCatalogue.PerPage;
        return new ApiKeyScope(mask, pageIds.Count == 0 ? null : pageIds.ToFrozenSet());
    }

    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.AccessDenied"/>, also if the page does not exist.
    /// </exception>
    public void DemandPage(long pageId)
    {
        if (PageIds is not null && !PageIds.Contains(pageId))
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.KeyForOtherPages));
    }
}
