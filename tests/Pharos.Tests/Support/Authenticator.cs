using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.SecondFactor;

namespace Pharos.Tests.Support;

/// <summary>What a member has on their phone.</summary>
public sealed class Authenticator(byte[] secret, TimeProvider clock)
{
    /// <param name="steps">Half minutes by which the phone is off.</param>
    public string Code(int steps = 0) => Totp.Code(secret, (clock.Seconds() / Totp.StepSeconds) + steps);

    /// <summary>A code other than the three that would be accepted.</summary>
    public string WrongCode()
    {
        var right = Enumerable.Range(-1, 3).Select(Code).ToHashSet();
        return Enumerable.Range(0, 10).Select(i => $"00000{i}").First(code => !right.Contains(code));
    }

    /// <summary>Reads the secret that a page shows, as a person types it into an app.</summary>
    public static Authenticator Of(ConsoleAnswer page, TimeProvider clock) =>
        Typed(
            System
                .Text.RegularExpressions.Regex.Match(page.Html, "id=\"second-factor-secret\">([A-Z2-7 ]+)<")
                .Groups[1]
                .Value,
            clock
        );

    public static Authenticator Typed(string shown, TimeProvider clock) =>
        new(Base32(shown.Replace(" ", "", StringComparison.Ordinal).Trim()), clock);

    /// <summary>Gives a member a second factor that was confirmed before.</summary>
    public static async Task<Authenticator> For(TestServer server, long memberId)
    {
        var secret = Totp.NewSecret();
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        db.SecondFactors.Add(
            new SecondFactorRow
            {
                MemberId = memberId,
                Secret = server.Services.GetRequiredService<SecondFactorSecrets>().Seal(memberId, secret),
                CreatedAt = 1,
                ConfirmedAt = 1,
            }
        );
        await db.SaveChangesAsync();
        return new Authenticator(secret, server.Store.Clock);
    }

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(
            text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0'))
        );
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
