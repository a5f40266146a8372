using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.ApiKeys;

/// <summary>The requested scope and expiry of a new key.</summary>
public sealed record ApiKeyLimits
{
    public static ApiKeyLimits None { get; } = new();

    /// <summary>Whether the key can only read.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// Permissions from the catalogue; null for all permissions of the member, including future ones.
    /// </summary>
    public Permissions? Permissions { get; init; }

    /// <summary>Empty for the whole account.</summary>
    public IReadOnlyList<long> PageIds { get; init; } = [];

    /// <summary>Days until the key expires, 1 to 3,650; null for never.</summary>
    public long? ExpiresInDays { get; init; }

    /// <exception cref="ApiException">
    /// A page belongs to another account, the scope allows nothing, or a number is out of range.
    /// </exception>
    internal async Task Check(PharosDb db, Caller caller, CancellationToken cancel)
    {
        if (ExpiresInDays is { } days)
            Validate.Range(days, "expires_in_days", 1, 3650);
        if (Permissions == Kernel.Permissions.None)
            throw Errors.Invalid(Messages.TooFew, "permissions", 1);
        if (PageIds.Count > 1000)
            throw Errors.Invalid(Messages.TooMany, "page_ids", 1000);
        var ids = PageIds.ToList();
        if (
            await db.Pages.CountAsync(p => p.AccountId == caller.AccountId && ids.Contains(p.PageId), cancel)
            != ids.Distinct().Count()
        )
            throw Errors.NotFound("page_ids");
    }
}
