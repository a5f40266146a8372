using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Encrypts the secrets of second factors, each for its member alone, with the keys that all nodes share. Those lie in
/// the same database: who reads all of it reads the secrets too, but no row by itself and no log of a query tells one.
/// </summary>
internal sealed class SecondFactorSecrets(IDataProtectionProvider protection)
{
    public byte[] Seal(long memberId, byte[] secret) => Protector(memberId).Protect(secret);

    /// <summary>Null when the keys that it was sealed with are gone: then only recovery codes are left.</summary>
    public byte[]? Open(long memberId, byte[] kept)
    {
        try
        {
            return Protector(memberId).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(long memberId) =>
        protection.CreateProtector("pharos second factor", memberId.ToString(CultureInfo.InvariantCulture));
}
