using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http.RateLimiting;

namespace Pharos.Platform.Setup.Console;

/// <summary>
/// Guards first-run set-up: there is no account yet, and whoever makes the first one must have seen this start's
/// output. The code is in memory only.
/// </summary>
internal sealed class FirstRun
{
    /// <summary>No letter that looks like a digit. 8 of 32 letters: 40 bits.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly string code = RandomNumberGenerator.GetString(Letters, 8);
    private volatile bool done;

    /// <summary>The code as printed: <c>XXXX-XXXX</c>.</summary>
    public string Code => $"{code[..4]}-{code[4..]}";

    /// <summary>Whether there is no account yet. There being one is for good.</summary>
    public async Task<bool> IsDue(PharosDb db, CancellationToken cancel) =>
        !done && !(done = await db.Accounts.AnyAsync(cancel));

    /// <summary>Takes as long for a code that is almost right. Case, spaces and dashes do not matter.</summary>
    public bool IsCode(string typed)
    {
        var letters = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(letters), Encoding.UTF8.GetBytes(code));
    }
}

/// <summary>Bounds guessing at the code.</summary>
internal sealed class SetupThrottle(TimeProvider clock)
{
    public const int MostByClient = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Throttle clients = new(MostByClient, Window, clock);

    /// <summary>Null when the code may be tried, else when it is worth coming back, in unix seconds.</summary>
    public long? Take(string client) => clients.Take(client);

    public void Succeeded(string client) => clients.GiveBack(client);
}
