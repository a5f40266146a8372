using System.Globalization;
using System.Text.Encodings.Web;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Alerts.Console;

/// <summary>The filters of the list of alerts, which are kept in its URL. Unknown values count as absent.</summary>
/// <param name="State"><c>active</c>, <c>recovered</c>, <c>muted</c> or <c>all</c>.</param>
/// <param name="Severity">A severity on the wire; empty for all.</param>
/// <param name="SpaceId">0 for all.</param>
/// <param name="Title">A title with the wildcards <c>*</c> and <c>?</c>, or <c>/RE2/</c>; empty for none.</param>
/// <param name="Page">From 1.</param>
public sealed record AlertQuery(string State, string Severity, long SpaceId, string Title, long Page)
{
    public const string Active = "active";
    public const string Recovered = "recovered";
    public const string Muted = "muted";
    public const string All = "all";

    /// <summary>Alerts per page.</summary>
    private const int Size = 50;

    /// <summary>The longest window that the operation takes, in seconds.</summary>
    private const long Window = 31 * 86400;

    /// <summary>Senders' clocks can be ahead of ours by this much, in seconds.</summary>
    private const long Ahead = 86400;

    public static AlertQuery Read(ConsoleRequest request)
    {
        var severity = request.Query("severity");
        return new AlertQuery(
            request.Query("state") is (Recovered or Muted or All) and var state ? state : Active,
            WireName<EventStatus>.TryParse(severity, out var found) && found != EventStatus.Ok ? severity : "",
            Number(request.Query("space")) ?? 0,
            request.Query("q").Trim(),
            Number(request.Query("p")) ?? 1
        );
    }

    /// <summary>The URL that shows this list.</summary>
    public string Address()
    {
        var query = new List<string>();
        Add("state", State == Active ? "" : State);
        Add("severity", Severity);
        Add("space", SpaceId == 0 ? "" : SpaceId.ToString(CultureInfo.InvariantCulture));
        Add("q", Title);
        Add("p", Page == 1 ? "" : Page.ToString(CultureInfo.InvariantCulture));
        return query.Count == 0 ? ShowAlerts.Path : $"{ShowAlerts.Path}?{string.Join('&', query)}";

        void Add(string name, string value)
        {
            if (value.Length > 0)
                query.Add($"{name}={UrlEncoder.Default.Encode(value)}");
        }
    }

    public Form ToForm() =>
        new()
        {
            ["state"] = State,
            ["severity"] = Severity,
            ["space"] = SpaceId == 0 ? "" : SpaceId.ToString(CultureInfo.InvariantCulture),
            ["q"] = Title,
        };

    /// <param name="now">Unix seconds.</param>
    public ListAlertsRequest ToRequest(long now) =>
        new()
        {
            StartTime = now + Ahead - Window,
            EndTime = now + Ahead,
            IsActive = State switch
            {
                Active => true,
                Recovered => false,
                _ => null,
            },
            EverMuted = State == Muted ? true : null,
            AlertSeverity = Severity.Length == 0 ? null : Severity,
            ChannelIds = SpaceId == 0 ? null : [SpaceId],
            // People type a part of the title.
            Title =
                Title.Length == 0 ? null
                : Title[0] == '/' || Title.AsSpan().ContainsAny('*', '?') ? Title
                : $"*{Title}*",
            P = Page,
            Limit = Size,
        };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= Ids.Max
            ? number
            : null;
}
