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
    private const string Once = "once";

    /// <summary>The fields of the form; also those that edit a silence.</summary>
    public static readonly IReadOnlyList<ConsoleField<SilenceContext>> Fields =
    [
        new("name", NoiseTexts.Name, shown => shown.Name) { WireNames = ["rule_name"] },
        .. Conditions.Fields<SilenceContext>("", "filters", NoiseTexts.Conditions, shown => shown.Start),
        new("when", NoiseTexts.When, shown => shown.Rule is { TimeFilter: null } ? "weekly" : Once)
        {
            WireNames = ["time_filters", "time_filter"],
        },
        new("start", NoiseTexts.Start, shown => LocalTime.Text(shown.From, shown.Zone))
        {
            WireNames = ["time_filter.start_time"],
        },
        new("start_moment", NoiseTexts.Start, shown =>
            LocalTime.MomentOf(LocalTime.Text(shown.From, shown.Zone), shown.From)
        ),
        new("end", NoiseTexts.End, shown => LocalTime.Text(shown.Until, shown.Zone))
        {
            WireNames = ["time_filter.end_time"],
        },
        new("end_moment", NoiseTexts.End, shown =>
            LocalTime.MomentOf(LocalTime.Text(shown.Until, shown.Zone), shown.Until)
        ),
        new("days", NoiseTexts.Days, shown => shown.Days) { WireNames = ["time_filters[0].repeat"] },
        new("from", NoiseTexts.From, shown => shown.Weekly?.Start ?? "22:00") { WireNames = ["time_filters[0].start"] },
        new("to", NoiseTexts.To, shown => shown.Weekly?.End ?? "06:00") { WireNames = ["time_filters[0].end"] },
        new("discard", NoiseTexts.Discard, shown => shown.Rule?.IsDirectlyDiscard == true),
    ];

    public static readonly ConsoleForm<SilenceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Find = SilenceContext.Find,
        Fields = Fields,
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            await SilenceRules.Create.Run(
                new CreateSilenceRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    FromIncidentId = shown.FromIncidentId,
                    RuleName = form["name"],
                    Filters = Conditions.Read(form, ""),
                    TimeFilter = ReadOnce(shown, form),
                    TimeFilters = ReadWeekly(shown, form),
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

    /// <summary>The one time; null if the silence recurs.</summary>
    public static OnceTimeFields? ReadOnce(SilenceContext shown, Form form) =>
        form["when"] == Once
            ? new OnceTimeFields
            {
                StartTime = LocalTime.Read(form, "start", shown.Zone, "time_filter.start_time"),
                EndTime = LocalTime.Read(form, "end", shown.Zone, "time_filter.end_time"),
            }
            : null;

    /// <summary>The recurring times, with those that the form does not show; null for a single time.</summary>
    public static List<TimeFilterFields?>? ReadWeekly(SilenceContext shown, Form form) =>
        form["when"] == Once
            ? null
            :
            [
                (shown.Weekly ?? new TimeFilterFields()) with
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
                },
                .. shown.Rule?.TimeFilters.Skip(1) ?? [],
            ];

    /// <summary>The open alerts that the form's conditions match; marks conditions that are wrong.</summary>
    public static async Task<MatchingAlerts?> Matching(ConsoleRequest request, PharosDb db, long spaceId, Form form)
    {
        try
        {
            return await MatchingAlerts.Find(request, db, spaceId, Conditions.Read(form, ""));
        }
        catch (ApiException error)
            when (form.Takes(error, request.Texts, ("filters", Conditions.Key, NoiseTexts.Conditions)))
        {
            return null; // Shown at the conditions.
        }
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, SilenceContext shown, Form form)
    {
        var spaceId = shown.Space.Space.ChannelId;
        var matches = await Matching(request, db, spaceId, form);
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
