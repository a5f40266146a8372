using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>A member who is signed in, as they are now: a role taken away counts from the next request.</summary>
/// <param name="Id">Tells sessions apart; says nothing of the cookie's token.</param>
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
    /// <summary>What the member chose for the console; null where the browser is to say.</summary>
    public Language? Language { get; init; }
}
