using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pharos.Kernel;

namespace Pharos.Platform.Security;

/// <summary>
/// Hashes and verifies passwords with ASP.NET Identity's hasher: PBKDF2 with HMAC-SHA-512, a random salt, and the
/// number of iterations that OWASP recommends.
/// </summary>
internal static class Passwords
{
    public const int MinLength = 10;
    public const int MaxLength = 256;

    private const int Rounds = 210_000;

    private static readonly PasswordHasher<string> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Rounds })
    );

    /// <summary>Verified if there is no hash, so that an unknown address takes as long as a wrong password.</summary>
    private static readonly Lazy<string> Nobody = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    public static string Hash(string password) => Hasher.HashPassword("", password);

    public static bool Verify(string? hash, string password) =>
        Hasher.VerifyHashedPassword("", hash ?? Nobody.Value, password) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <exception cref="ApiException">The password is too short or too long.</exception>
    public static string Check(string? password, string field)
    {
        if (string.IsNullOrEmpty(password))
            throw Errors.Missing(field);
        if (password.Length is < MinLength or > MaxLength)
            throw Errors.Invalid(Messages.PasswordLength, field, MinLength, MaxLength);
        return password;
    }
}
