using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Recovery codes for members who lost their authenticator app. With 80 random bits each, they need neither a slow hash
/// nor a throttle.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>
    /// Omits characters that look alike. 32 characters carry 5 bits each, so a code of 16 has 80 bits.
    /// </summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Replaces all of the member's codes, within the caller's write transaction.</summary>
    /// <returns>The new codes. Show them once.</returns>
    public static async Task<IReadOnlyList<string>> Renew(PharosDb db, long memberId, CancellationToken cancel)
    {
        await db.RecoveryCodes.Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
        List<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, 16))];
        db.RecoveryCodes.AddRange(
            codes.Select(code => new RecoveryCodeRow { MemberId = memberId, Digest = Digest(code) })
        );
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    /// <summary>Ignores case, spaces and dashes.</summary>
    public static byte[] Digest(string typed) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant()));
}
