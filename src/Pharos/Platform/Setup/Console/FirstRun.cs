using System.Security.Cryptography;
using System.Text;
using Pharos.Database;

namespace Pharos.Platform.Setup.Console;

/// <summary>
/// Guards first-run set-up. Creating the first account requires a code that the server prints at start and keeps only
/// in memory.
/// </summary>
internal sealed class FirstRun(IDatabase database)
{
    /// <summary>Omits characters that look alike. 8 of 32 characters carry 40 bits.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly string code = RandomNumberGenerator.GetString(Letters, 8);
    private volatile bool done;

    /// <summary>The code as printed: <c>XXXX-XXXX</c>.</summary>
    public string Code => $"{code[..4]}-{code[4..]}";

    /// <summary>Whether no account exists yet. Once one exists, the result stays false.</summary>
    public async Task<bool> IsDue(CancellationToken cancel) => !done && !(done = await HasAccounts(cancel));

    /// <summary>Compares in constant time. Ignores case, spaces and dashes.</summary>
    public bool IsCode(string typed)
    {
        var letters = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(letters), Encoding.UTF8.GetBytes(code));
    }

    // Without EF: loading it would slow down the first request.
    private async Task<bool> HasAccounts(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnection(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM accounts LIMIT 1";
        return await command.ExecuteScalarAsync(cancel) is not null;
    }
}
