using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Security;

/// <summary>
/// Hashes and verifies passwords with ASP.NET Identity's hasher: PBKDF2 with HMAC-SHA-512, a random salt, and the
/// number of iterations that OWASP recommends. In the server, <see cref="PasswordQueue"/> limits how many at once.
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
    private static readonly Lazy<string> NoMember = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    /// <exception cref="ApiException">The server hashes too many passwords already.</exception>
    public static Task<string> Hash(string password, OperationContext op) =>
        Run(() => Hasher.HashPassword("", password), op);

    /// <exception cref="ApiException">The server hashes too many passwords already.</exception>
    public static async Task<bool> Verify(string? hash, string password, OperationContext op) =>
        await FindMatch([hash], 1, password, op) is not null;

    /// <summary>Returns the index of the first hash that the password matches; null if it matches no hash.</summary>
    /// <param name="atLeast">
    /// The number of hashes to compute, so that the time does not reveal how many there are.
    /// </param>
    /// <exception cref="ApiException">The server hashes too many passwords already.</exception>
    public static Task<int?> FindMatch(
        IReadOnlyList<string?> hashes,
        int atLeast,
        string password,
        OperationContext op
    ) =>
        Run(
            () =>
            {
                int? match = null;
                for (var i = 0; i < Math.Max(atLeast, hashes.Count); i++)
                {
                    var hash = i < hashes.Count ? hashes[i] : null;
                    var isRight =
                        Hasher.VerifyHashedPassword("", hash ?? NoMember.Value, password)
                        != PasswordVerificationResult.Failed;
                    if (isRight && hash is not null)
                        match ??= i;
                }

                return match;
            },
            op
        );

    /// <param name="known">Names and addresses of the member and the account, which must not be the password.</param>
    /// <exception cref="ApiException">The password is too short, too long, or easy to guess.</exception>
    public static string Check(string? password, string field, params IReadOnlyList<string?> known)
    {
        if (string.IsNullOrEmpty(password))
            throw Errors.Missing(field);
        if (password.Length is < MinLength or > MaxLength)
            throw Errors.Invalid(Messages.PasswordLength, field, MinLength, MaxLength);
        if (CommonPasswords.Contains(password, known))
            throw Errors.Invalid(Messages.PasswordCommon, field);
        return password;
    }

    /// <summary>A command has no other requests to protect, and so no queue.</summary>
    private static Task<T> Run<T>(Func<T> hash, OperationContext op) =>
        op.Services?.GetService<PasswordQueue>() is { } queue ? queue.Run(hash, op.Cancel) : Task.FromResult(hash());
}
