using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Lists the silences of a space and creates one: <c>/console/spaces/{id}/silences</c></summary>
internal static class AddSilence
{
    /// <summary>The length of a quick silence, in seconds.</summary>
    private const long Day = 86400;

    private const string Once = "once";

    public static readonly ConsoleForm<SilenceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Find = SilenceContext.Find,
        Fields =
        [
            new("name", NoiseTexts.Name, shown => shown.Name) { WireNames = ["rule_name"] },
            .. Conditions.Fields<SilenceContext>("", "filters", NoiseTexts.Conditions, shown => shown.Start),
            new("when", NoiseTexts.When, _ => Once) { WireNames = ["time_filters", "time_filter"] },
            new("start", NoiseTexts.Start, shown => LocalTime.Text(shown.Now, shown.Zone))
            {
                WireNames = ["time_filter.start_time"],
            },
            new("start_moment", NoiseTexts.Start, shown =>
                LocalTime.MomentOf(LocalTime.Text(shown.Now, shown.Zone), shown.Now)
            ),
            new("end", NoiseTexts.End, shown => LocalTime.Text(shown.Now + Day, shown.Zone))
            {
                WireNames = ["time_filter.end_time"],
            },
            new("end_moment", NoiseTexts.End, shown =>
                LocalTime.MomentOf(LocalTime.Text(shown.Now + Day, shown.Zone), shown.Now + Day)
            ),
            new("days", NoiseTexts.Days, _ => new[] { "1", "2", "3", "4", "5" })
            {
                WireNames = ["time_filters[0].repeat"],
            },
            new("from", NoiseTexts.From, _ => "22:00") { WireNames = ["time_filters[0].start"] },
            new("to", NoiseTexts.To, _ => "06:00") { WireNames = ["time_filters[0].end"] },
            new("discard", NoiseTexts.Discard),
        ],
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            var isOnce = form["when"] == Once;
            await SilenceRules.Create.Run(
                new CreateSilenceRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    FromIncidentId = shown.FromIncidentId,
                    RuleName = form["name"],
                    Filters = Conditions.Read(form, ""),
                    TimeFilter = isOnce
                        ? new OnceTimeFields
                        {
                            StartTime = LocalTime.Read(form, "start", shown.Zone, "time_filter.start_time"),
                            EndTime = LocalTime.Read(form, "end", shown.Zone, "time_filter.end_time"),
                        }
                        : null,
                    TimeFilters = isOnce ? null : [Weekly(form)],
                    IsDirectlyDiscard = form.Has("discard"),
                },
                op
            );
            return shown.Path;
        },
        Notice = new("made", NoiseTexts.DoneSilence),
    };

    /// <summary>
    /// Shows the form again with the number of open alerts that it matches now: <c>POST …/silences/check</c>
    /// </summary>
    public static async Task<IResult> Check(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Form.Permission);
        var form = Web.Forms.Form.From(request, [.. Form.Fields.Select(f => f.Name)]);
        return await Page(request, db, await SilenceContext.Find(request, db), form);
    }

    private static TimeFilterFields Weekly(Form form) =>
        new()
        {
            Start = form["from"],
            End = form["to"],
            Repeat =
            [
                .. form.Values("days")
                    .Select(d =>
                        long.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                            ? day
                            : (long?)null
                    ),
            ],
        };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, SilenceContext shown, Form form)
    {
        var spaceId = shown.Space.Space.ChannelId;
        int? matches = null;
        try
        {
            if (Conditions.Read(form, "") is { Count: > 0 } filters)
                matches = await MatchingAlerts.Count(request, db, spaceId, filters);
        }
        catch (ApiException error)
            when (form.Takes(error, request.Texts, ("filters", Conditions.Key, NoiseTexts.Conditions)))
        {
            // Shown at the conditions.
        }

        return request.Page<SilencesPage>(
            form.Status,
            (nameof(SilencesPage.Shown), shown.Space),
            (nameof(SilencesPage.Rules), shown.Rules),
            (nameof(SilencesPage.Form), form),
            (nameof(SilencesPage.FromIncidentId), shown.FromIncidentId),
            (nameof(SilencesPage.IsOpen), shown.IsPrepared || HttpMethods.IsPost(request.Http.Request.Method)),
            (nameof(SilencesPage.Matches), matches),
            (nameof(SilencesPage.Keys), await MatchingAlerts.Keys(request, db, spaceId))
        );
    }
}
