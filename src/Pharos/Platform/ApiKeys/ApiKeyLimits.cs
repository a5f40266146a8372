using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.ApiKeys;

/// <summary>What a key is to be narrowed to, and until when it works.</summary>
public sealed record ApiKeyLimits
{
    public static ApiKeyLimits None { get; } = new();

    /// <summary>Nothing that writes.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Of the catalogue; null for all that the member has, now and later.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>Empty for the whole account.</summary>
    public IReadOnlyList<long> PageIds { get; init; } = [];

    /// <summary>In days from now, 1 to 3,650; null for never.</summary>
    public long? ExpiresInDays { get; init; }

    /// <exception cref="ApiException">
    /// A page is not the account's, or what is left is nothing, or a number is out of range.
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
            await db.AccountPages.CountAsync(p => p.AccountId == caller.AccountId && ids.Contains(p.PageId), cancel)
            != ids.Distinct().Count()
        )
            throw Errors.NotFound("page_ids");
    }
}
