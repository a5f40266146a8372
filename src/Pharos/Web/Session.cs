using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>A signed-in member, read on each request, so a revoked role takes effect at once.</summary>
/// <param name="Id">Identifies the session without revealing the cookie's token.</param>
public sealed record Session(
    string Id,
    Caller Caller,
    string MemberName,
    string Email,
    string AccountName,
    string TimeZone,
    string Locale
)
{
    /// <summary>The language that the member chose for the console; null to follow the browser.</summary>
    public Language? Language { get; init; }
}
