using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Shows the member's password form, second factor and sessions: <c>GET /console/account/security</c>
/// </summary>
internal static class ShowSecurity
{
    public const string Path = "/console/account/security";

    /// <summary>Shows only the latest sessions; all others can be ended together.</summary>
    private const int MostShown = 100;

    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db) =>
        Page(request, db, new Form(), StatusCodes.Status200OK);

    public static async Task<IResult> Page(ConsoleRequest request, PharosDb db, Form form, int status)
    {
        var uses = request.Http.RequestServices.GetRequiredService<SessionUses>();
        var (memberId, now) = (request.Caller.MemberId, request.Clock.Seconds());
        var sessions = await db
            .Sessions.AsNoTracking()
            .Where(s => s.MemberId == memberId && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastUsedAt ?? s.CreatedAt)
            .ThenBy(s => s.Digest)
            .Take(MostShown)
            .Select(s => new SessionView(
                Convert.ToHexStringLower(s.Digest),
                s.CreatedAt,
                s.LastUsedAt ?? s.CreatedAt,
                s.ClientAddress,
                s.UserAgent
            ))
            .ToListAsync(request.Cancel);
        var isOn = await db.SecondFactors.AnyAsync(
            f => f.MemberId == memberId && f.ConfirmedAt != null,
            request.Cancel
        );
        var codes = isOn ? await db.RecoveryCodes.CountAsync(c => c.MemberId == memberId, request.Cancel) : 0;
        // This node's times are newer than those in the database.
        List<SessionView> views =
        [
            .. sessions
                .Select(s => s with { LastUsedAt = uses.Last(s.Id) ?? s.LastUsedAt })
                .OrderByDescending(s => s.LastUsedAt),
        ];
        return request.Page<SecurityPage>(
            status,
            (nameof(SecurityPage.Form), form),
            (nameof(SecurityPage.Sessions), views),
            (nameof(SecurityPage.SecondFactorIsOn), isOn),
            (nameof(SecurityPage.RecoveryCodes), codes)
        );
    }
}

/// <summary>A browser in which the member is signed in.</summary>
/// <param name="LastUsedAt">Accurate to about a minute.</param>
public sealed record SessionView(string Id, long CreatedAt, long LastUsedAt, string? ClientAddress, string? UserAgent);
