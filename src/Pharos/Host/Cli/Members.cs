using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;

namespace Pharos.Host.Cli;

/// <summary>Finds the member on whose behalf a command runs.</summary>
internal static class Members
{
    public static async Task<Caller> Find(
        PharosDb db,
        string email,
        long? accountId,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        IReadOnlyList<string> addresses;
        try
        {
            addresses = EmailAddressField.Forms(email, "--email");
        }
        catch (ApiException error)
        {
            throw new StartupException(error.Message);
        }

        var address = addresses[0];
        var found = await db
            .Members.AsNoTracking()
            .Include(m => m.Roles)
            .Where(m =>
                addresses.Contains(m.Email)
                && m.Status == MemberStatus.Enabled
                && (accountId == null || m.AccountId == accountId)
            )
            .ToListAsync(cancel);
        return found.Count switch
        {
            1 => await CreateCaller(db, found[0], clock, cancel),
            0 => throw new StartupException($"there is no member {address}; create one with pharos account create"),
            _ => throw new StartupException(
                $"{address} is a member of several accounts; choose one with --account: "
                    + string.Join(", ", found.Select(m => m.AccountId))
            ),
        };
    }

    /// <summary>The operator, on behalf of no member.</summary>
    public static Caller Anonymous(TimeProvider clock) =>
        Caller.Anonymous(RequestSource.CommandLine(Ids.NewUlid(clock)));

    /// <summary>The longest-standing owner of an account.</summary>
    /// <param name="accountId">May be null if the installation has one account.</param>
    public static async Task<Caller> FirstOwner(
        PharosDb db,
        long? accountId,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        if (accountId is null)
        {
            var accounts = await db.Accounts.Select(a => a.AccountId).Take(2).ToListAsync(cancel);
            accountId = accounts.Count switch
            {
                1 => accounts[0],
                0 => throw new StartupException("there is no account; create one with pharos account create"),
                _ => throw new StartupException("there are several accounts; choose one with --account or --email"),
            };
        }

        var owner = await db
            .Members.AsNoTracking()
            .Include(m => m.Roles)
            .Where(m =>
                m.AccountId == accountId
                && m.Status == MemberStatus.Enabled
                && m.Roles.Any(r => r.RoleId == BuiltInRoles.Owner.RoleId)
            )
            .OrderBy(m => m.CreatedAt)
            .ThenBy(m => m.MemberId)
            .FirstOrDefaultAsync(cancel)
            ?? throw new StartupException($"account {accountId} has no owner; choose a member with --email");
        return await CreateCaller(db, owner, clock, cancel);
    }

    private static async Task<Caller> CreateCaller(
        PharosDb db,
        MemberRow member,
        TimeProvider clock,
        CancellationToken cancel
    ) =>
        new(
            member.AccountId,
            member.MemberId,
            await BuiltInRoles.Allow(db, member.AccountId, [.. member.Roles.Select(r => r.RoleId)], cancel)
        )
        {
            RequestSource = RequestSource.CommandLine(Ids.NewUlid(clock)),
        };
}
