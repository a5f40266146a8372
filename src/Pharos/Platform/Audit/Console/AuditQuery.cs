using System.Globalization;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Audit.Console;

/// <summary>What of the audit log is looked for, as the address has it: whole days of the reader's zone.</summary>
/// <param name="Form">What is filled in.</param>
/// <param name="Search">For the handler; null where something filled in is wrong.</param>
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

    /// <summary>The address of the same search, from somewhere on.</summary>
    /// <param name="after">As an answer gave it; empty for the first page.</param>
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
            && day.Year is > 1970 and < 9999
        )
            return day;
        form.Refuse(field, request.Texts[AuditTexts.AuditDayWrong]);
        return null;
    }

    private static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}
