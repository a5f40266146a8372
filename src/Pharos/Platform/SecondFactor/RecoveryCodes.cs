using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// The codes for who has lost the authenticator app. 80 random bits each, so that a fast digest keeps them as well as a
/// slow one would, and guessing needs no throttle to be hopeless.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>No letter that looks like a digit; 32 of them, so that 16 are 80 bits.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>
    /// Makes new codes in place of all that the member had, within the write transaction of the caller.
    /// </summary>
    /// <returns>The codes, to be shown once.</returns>
    public static async Task<IReadOnlyList<string>> Renew(PharosDb db, long memberId, CancellationToken cancel)
    {
        await db.RecoveryCodes.Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
        List<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, 16))];
        db.RecoveryCodes.AddRange(
            codes.Select(code => new RecoveryCodeRow { MemberId = memberId, Digest = Digest(code) })
        );
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    /// <summary>Case, spaces and dashes do not matter.</summary>
    public static byte[] Digest(string typed) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant()));
}
