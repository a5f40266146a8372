using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.SignIn;

/// <summary>
/// How many passwords a sign-in compares: the largest number of accounts that one email address belongs to. Sign-in
/// compares as many for each address, so that its time does not reveal how many accounts an address is in.
/// </summary>
internal sealed class AccountsPerAddress(CacheVersions versions)
{
    /// <summary>Limits the cost. An address that belongs to more accounts takes longer.</summary>
    public const int Most = 4;

    private Known known = new(-1, 1);

    public async Task<int> Largest(PharosDb db, CancellationToken cancel)
    {
        var (last, version) = (Volatile.Read(ref known), versions.AccessVersion);
        if (versions.IsCurrentAccess(last.Version))
            return last.Largest;
        var largest = await db
            .Members.Where(m => m.Status == MemberStatus.Enabled)
            .GroupBy(m => m.Email)
            .Select(g => g.Count())
            .OrderByDescending(n => n)
            .FirstOrDefaultAsync(cancel);
        Volatile.Write(ref known, last = new Known(version, Math.Clamp(largest, 1, Most)));
        return last.Largest;
    }

    private sealed record Known(long Version, int Largest);
}
