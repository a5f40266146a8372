using System.Globalization;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Audit.Console;

/// <summary>A search of the audit log, read from the query string. Dates are whole days in the reader's zone.</summary>
/// <param name="Form">The values of the search form.</param>
/// <param name="Search">The request for the operation; null if a value is invalid.</param>
public sealed record AuditQuery(Form Form, SearchAuditRequest? Search)
{
    private const int DaysByDefault = 30;
    private const string DayForm = "yyyy-MM-dd";

    public static AuditQuery Read(ConsoleRequest request)
    {
        var today = request.Zone.Date(request.Clock.Seconds());
        var form = new Form
        {
            ["from"] = request.Query("from") is { Length: > 0 } from ? from : Text(today.AddDays(1 - DaysByDefault)),
            ["to"] = request.Query("to") is { Length: > 0 } to ? to : Text(today),
            ["operation"] = request.Query("operation"),
            ["member"] = request.Query("member"),
            ["dangerous"] = request.Query("dangerous"),
            ["request"] = request.Query("request").Trim(),
        };
        if (Day(form, "from", request) is not { } first || Day(form, "to", request) is not { } last)
            return new AuditQuery(form, null);
        var zone = request.Zone;
        return new AuditQuery(
            form,
            new SearchAuditRequest
            {
                StartTime = Math.Max(1, zone.StartOfDay(first)),
                EndTime = zone.StartOfDay(last.AddDays(1)) - 1,
                Limit = 50,
                SearchAfterCtx = request.Query("after"),
                IsDangerous = form.Has("dangerous"),
                Operations = form["operation"].Length > 0 ? [form["operation"]] : null,
                RequestId = form["request"].Length > 0 ? form["request"] : null,
                PersonId = long.TryParse(
                    form["member"],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var member
                )
                    ? member
                    : null,
            }
        );
    }

    /// <summary>Returns the URL of the same search, starting at a cursor.</summary>
    /// <param name="after">A cursor from an earlier response; empty for the first page.</param>
    public string Address(string path, string after)
    {
        var parts = ((string[])["from", "to", "operation", "member", "dangerous", "request"])
            .Where(f => Form[f].Length > 0)
            .Select(f => $"{f}={Uri.EscapeDataString(Form[f])}")
            .ToList();
        if (after.Length > 0)
            parts.Add("after=" + Uri.EscapeDataString(after));
        return $"{path}?{string.Join('&', parts)}";
    }

    private static DateOnly? Day(Form form, string field, ConsoleRequest request)
    {
        if (
            DateOnly.TryParseExact(form[field], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 9998
        )
            return day;
        form.Refuse(field, request.Texts[AuditTexts.AuditDayWrong]);
        return null;
    }

    private static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}
