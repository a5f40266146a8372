using System.Collections.Frozen;

namespace Pharos.Kernel;

/// <summary>What a key leaves of what its member may do. It takes away, and never adds.</summary>
/// <param name="Mask">The permissions that may remain.</param>
/// <param name="PageIds">The pages that it is for; null for the whole account.</param>
public sealed record ApiKeyScope(Permissions Mask, FrozenSet<long>? PageIds)
{
    public static ApiKeyScope Unrestricted { get; } = new(Permissions.All, null);

    /// <summary>Whether anything at all is taken away.</summary>
    public bool IsRestricted => this != Unrestricted;

    /// <param name="readOnly">Nothing that writes.</param>
    /// <param name="permissionIds">Of the catalogue; empty for all that the member has.</param>
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
    /// <see cref="ErrorCode.AccessDenied"/>, the same for a page that is not there.
    /// </exception>
    public void DemandPage(long pageId)
    {
        if (PageIds is not null && !PageIds.Contains(pageId))
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.KeyForOtherPages));
    }
}
