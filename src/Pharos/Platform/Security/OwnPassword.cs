using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Security;

/// <summary>
/// Verifies that the member, not only their browser, is present. The caller limits the number of attempts.
/// </summary>
internal static class OwnPassword
{
    /// <summary>The error for a wrong password, used nowhere else.</summary>
    public static ApiException Wrong(string field) =>
        Errors.Invalid(ErrorReason.WrongPassword, Messages.PasswordWrong, field);

    /// <returns>The verified hash, to detect a later change.</returns>
    /// <exception cref="ApiException">The password is absent or wrong.</exception>
    public static async Task<string> Demand(string? password, string field, OperationContext op)
    {
        var (db, caller, cancel) = op;
        if (string.IsNullOrEmpty(password))
            throw Errors.Missing(field);
        var hash = await db
            .Members.Where(m => m.MemberId == caller.MemberId)
            .Select(m => m.PasswordHash)
            .SingleOrDefaultAsync(cancel);
        return await Passwords.Verify(hash, password, op) ? hash! : throw Wrong(field);
    }
}

/// <summary>A request that contains only the caller's password.</summary>
internal sealed record OwnPasswordRequest(string? Password)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(OwnPasswordRequest);
}
