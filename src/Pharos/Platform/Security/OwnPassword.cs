using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.Security;

/// <summary>
/// Has the caller show that it is them who sits there, not only their browser. Whoever calls this bounds the guessing.
/// </summary>
internal static class OwnPassword
{
    public static ApiException Wrong(string field) =>
        Errors.Invalid(ErrorReason.WrongPassword, Messages.PasswordWrong, field);

    /// <returns>The hash that it was checked against, to see later whether it is still the one.</returns>
    /// <exception cref="ApiException">Absent or wrong.</exception>
    public static async Task<string> Demand(
        string? password,
        string field,
        PharosDb db,
        Caller caller,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrEmpty(password))
            throw Errors.Missing(field);
        var hash = await db
            .Members.Where(m => m.MemberId == caller.MemberId)
            .Select(m => m.PasswordHash)
            .SingleOrDefaultAsync(cancel);
        return Passwords.Verify(hash, password) ? hash! : throw Wrong(field);
    }
}

/// <summary>A request that needs nothing but the caller's own password.</summary>
internal sealed record OwnPasswordRequest(string? Password)
{
    /// <summary>Keeps the password out of any text this is printed into.</summary>
    public override string ToString() => nameof(OwnPasswordRequest);
}
