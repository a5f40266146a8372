using System.Globalization;
using System.Text.Encodings.Web;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>The filters of the list of incidents, which are kept in its URL. Unknown values count as absent.</summary>
/// <param name="Progress"><c>open</c>, <c>all</c>, or a progress on the wire.</param>
/// <param name="Severity">A severity on the wire; empty for all.</param>
/// <param name="SpaceId">0 for all.</param>
/// <param name="Whose"><c>me</c>, <c>teams</c>, or empty for everyone's.</param>
/// <param name="Text">Words, an ID or a short number; empty for none.</param>
/// <param name="Page">From 1.</param>
/// <param name="Until">Shows incidents that started up to then, in unix seconds; null for now.</param>
public sealed record IncidentQuery(
    string Progress,
    string Severity,
    long SpaceId,
    string Whose,
    string Text,
    long Page,
    long? Until
)
{
    public const string Open = "open";
    public const string All = "all";
    public const string Mine = "me";
    public const string MyTeams = "teams";

    /// <summary>Incidents per page.</summary>
    private const int Size = 50;

    /// <summary>The longest window that the operation takes, in seconds.</summary>
    private const long Window = 31 * 86400;

    /// <summary>Senders' clocks can be ahead of ours by this much, in seconds.</summary>
    private const long Ahead = 86400;

    public static IncidentQuery Read(ConsoleRequest request)
    {
        var progress = request.Query("progress");
        var severity = request.Query("severity");
        return new IncidentQuery(
            progress == All || WireName<IncidentProgress>.TryParse(progress, out _) ? progress : Open,
            WireName<EventStatus>.TryParse(severity, out var found) && found != EventStatus.Ok ? severity : "",
            Number(request.Query("space")) ?? 0,
            request.Query("whose") is (Mine or MyTeams) and var whose ? whose : "",
            request.Query("q").Trim(),
            Number(request.Query("p")) ?? 1,
            Number(request.Query("until"))
        );
    }

    /// <summary>The URL that shows this list, or acts on it.</summary>
    public string Address(string path)
    {
        var query = new List<string>();
        Add("progress", Progress == Open ? "" : Progress);
        Add("severity", Severity);
        Add("space", SpaceId == 0 ? "" : SpaceId.ToString(CultureInfo.InvariantCulture));
        Add("whose", Whose);
        Add("q", Text);
        Add("p", Page == 1 ? "" : Page.ToString(CultureInfo.InvariantCulture));
        Add("until", Until?.ToString(CultureInfo.InvariantCulture) ?? "");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";

        void Add(string name, string value)
        {
            if (value.Length > 0)
                query.Add($"{name}={UrlEncoder.Default.Encode(value)}");
        }
    }

    public Form ToForm() =>
        new()
        {
            ["progress"] = Progress,
            ["severity"] = Severity,
            ["space"] = SpaceId == 0 ? "" : SpaceId.ToString(CultureInfo.InvariantCulture),
            ["whose"] = Whose,
            ["q"] = Text,
        };

    /// <summary>The first second of the list.</summary>
    /// <param name="now">Unix seconds.</param>
    public long From(long now) => To(now) - Window;

    /// <param name="now">Unix seconds.</param>
    /// <param name="memberId">The member who looks at the list.</param>
    public ListIncidentsRequest ToRequest(long now, long memberId) =>
        new()
        {
            StartTime = From(now),
            EndTime = To(now),
            Progress = Progress switch
            {
                Open => $"{nameof(IncidentProgress.Triggered)},{nameof(IncidentProgress.Processing)}",
                All => null,
                _ => Progress,
            },
            IncidentSeverity = Severity.Length == 0 ? null : Severity,
            ChannelIds = SpaceId == 0 ? null : [SpaceId],
            ResponderIds = Whose == Mine ? [memberId] : null,
            IsMyTeam = Whose == MyTeams ? true : null,
            Query = Text.Length == 0 ? null : Text,
            P = Page,
            Limit = Size,
        };

    private long To(long now) => Math.Clamp(Until ?? now + Ahead, Window + 1, Validate.EndOfTime);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= Ids.Max
            ? number
            : null;
}
