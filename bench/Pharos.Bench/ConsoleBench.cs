using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Sessions;

namespace Pharos.Bench;

/// <summary>
/// Round-trip times of each console screen with a real history, in milliseconds.
/// </summary>
internal static class ConsoleBench
{
    private const int Target = 50;
    private const int WarmUps = 5;
    private const int Requests = 30;

    public static async Task Run()
    {
        await using var seed = await HistorySeed.Make();
        var (token, pageId, changeId) = await SignIn(seed);
        await using var server = await Server.Pharos(seed.Arguments);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Cookie", "__Host-pharos-session=" + token);
        System.Console.WriteLine($"\nconsole screens, ms, with {seed.Source} (target {Target})");
        foreach (var path in Screens(pageId, changeId))
        {
            var times = new List<double>();
            for (var i = 0; i < WarmUps + Requests; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await http.GetAsync(path);
                await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"{path} returned {(int)response.StatusCode}");
                if (i >= WarmUps)
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            var shown = path.Replace(
                    pageId.ToString(CultureInfo.InvariantCulture),
                    "{page_id}",
                    StringComparison.Ordinal
                )
                .Replace(changeId.ToString(CultureInfo.InvariantCulture), "{change_id}", StringComparison.Ordinal);
            System.Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {shown, -62} median {times[times.Count / 2], 6:0.0}   90th percentile "
                        + $"{times[times.Count * 9 / 10], 6:0.0}"
                )
            );
        }
    }

    private static string[] Screens(long pageId, long changeId)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"/console/pages/{pageId}");
        return
        [
            "/console",
            "/console/publish",
            page,
            page + "?q=data&type=incident",
            page + "?p=20",
            page + "/events/past",
            string.Create(CultureInfo.InvariantCulture, $"{page}/events/{changeId}"),
            page + "/components",
            page + "/subscribers",
            page + "/templates",
            page + "/settings",
            page + "/settings/branding",
            "/console/members",
            "/console/roles",
            "/console/teams",
            "/console/audit",
            "/console/delivery-problems",
            "/console/account/profile",
            "/console/account/security",
            "/console/account/app-keys",
        ];
    }

    /// <summary>
    /// Inserts a session of the account's owner directly, to keep password hashing out of the measurement.
    /// </summary>
    private static async Task<(string Token, long PageId, long ChangeId)> SignIn(HistorySeed seed)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var store = await Store.Open(
            seed.Folder,
            seed.Database,
            TimeProvider.System,
            CancellationToken.None
        );
        await using var db = await store.Databases.CreateDbContextAsync();
        var member = await db.Members.OrderBy(m => m.CreatedAt).FirstAsync();
        var now = store.Clock.Seconds();
        db.Sessions.Add(
            new SessionRow
            {
                Digest = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
                AccountId = member.AccountId,
                MemberId = member.MemberId,
                CreatedAt = now,
                ExpiresAt = now + 86400,
            }
        );
        await db.SaveChangesAsync();
        var change = await db.Changes.OrderByDescending(c => c.StartAt).FirstAsync();
        return (token, change.PageId, change.ChangeId);
    }
}
