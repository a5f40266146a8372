using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Encrypts second-factor secrets, each bound to its member, with keys that all nodes share. The keys are in the same
/// database, so this protects single rows and query logs, not a copy of the whole database.
/// </summary>
internal sealed class SecondFactorSecrets(IDataProtectionProvider protection)
{
    public byte[] Seal(long memberId, byte[] secret) => Protector(memberId).Protect(secret);

    /// <summary>Decrypts a secret. Null if its key is lost; then only recovery codes work.</summary>
    public byte[]? Open(long memberId, byte[] encrypted)
    {
        try
        {
            return Protector(memberId).Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(long memberId) =>
        protection.CreateProtector("pharos second factor", memberId.ToString(CultureInfo.InvariantCulture));
}
