using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Noise.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Routes.Console;

/// <summary>
/// Sets the route of a shared integration: <c>/console/integrations/{id}/route</c>. What the form does not show stays:
/// headings, and cases after the first ones.
/// </summary>
internal static class SaveRoute
{
    /// <summary>The cases that the form shows.</summary>
    public const int MaxCases = 20;

    public static readonly ConsoleForm<IntegrationRoute> Form = new()
    {
        Permission = Permissions.IntegrationsManage,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = IntegrationRoute.Find,
        Version = shown => shown.Route?.Version ?? 0,
        Fields =
        [
            .. Enumerable.Range(0, MaxCases).SelectMany(CaseFields),
            new("default", RoutesTexts.Default, shown => Ids(shown.Route?.Default?.ChannelIds))
            {
                WireNames = ["default"],
            },
        ],
        Page = async (request, db, shown, form) =>
            request.Page<RoutePage>(
                form.Status,
                (nameof(RoutePage.Shown), shown.Shown),
                (nameof(RoutePage.Form), form),
                (nameof(RoutePage.Cases), Math.Min(MaxCases, shown.Cases.Count + 1)),
                (nameof(RoutePage.Hidden), Math.Max(0, shown.Cases.Count - MaxCases)),
                (nameof(RoutePage.Spaces), await SpaceChoices.Read(request, db))
            ),
        Check = (_, _, _, form) =>
        {
            for (var i = 0; i < MaxCases; i++)
                ReadCase(form, i)?.Check(Validate.Index("cases", i));
            return Task.CompletedTask;
        },
        Submit = async (shown, form, op) =>
        {
            List<RouteCaseFields?> cases =
            [
                .. Enumerable
                    .Range(0, MaxCases)
                    .Select(i => (Case: ReadCase(form, i), Order: Order(form, i)))
                    .Where(c => c.Case is not null)
                    .OrderBy(c => c.Order)
                    .Select(c => c.Case),
                .. shown.Cases.Skip(MaxCases),
            ];
            await UpsertRoute.Info.Run(
                new UpsertRouteRequest
                {
                    IntegrationId = shown.Shown.Integration.IntegrationId,
                    Cases = cases,
                    Sections =
                    [
                        .. (shown.Route?.Sections ?? [])
                            .OfType<RouteSectionFields>()
                            .Select(s => s with { Position = Math.Min(s.Position ?? 0, cases.Count) }),
                    ],
                    Default = new RouteDefaultFields { ChannelIds = Numbers(form, "default") },
                },
                op
            );
            return shown.Shown.Path;
        },
        Notice = new("routed", RoutesTexts.DoneSaved),
    };

    /// <summary>The name of a case's input.</summary>
    public static string Name(int index, string input) =>
        string.Create(CultureInfo.InvariantCulture, $"r{index}_{input}");

    private static IEnumerable<ConsoleField<IntegrationRoute>> CaseFields(int index)
    {
        RouteCaseFields? Of(IntegrationRoute shown) => shown.Cases.ElementAtOrDefault(index);
        var wire = Validate.Index("cases", index);
        return
        [
            .. Conditions.Fields<IntegrationRoute>(Name(index, ""), wire + ".if", NoiseTexts.Conditions, shown =>
                [.. (Of(shown)?.If ?? []).OfType<FilterCondition>()]
            ),
            new(Name(index, "mode"), RoutesTexts.Mode, shown =>
                WireName<RoutingMode>.ToWire(Of(shown)?.RoutingMode ?? RoutingMode.Standard)
            )
            {
                WireNames = [],
            },
            new(Name(index, "spaces"), RoutesTexts.Spaces, shown => Ids(Of(shown)?.ChannelIds))
            {
                WireNames = [wire + ".channel_ids"],
            },
            new(Name(index, "label"), RoutesTexts.Label, shown => Of(shown)?.NameMappingLabel ?? "")
            {
                WireNames = [wire + ".name_mapping_label"],
            },
            new(Name(index, "next"), RoutesTexts.Next, shown => Of(shown)?.Fallthrough == true) { WireNames = [] },
            new(Name(index, "order"), RoutesTexts.Order, _ => (index + 1).ToString(CultureInfo.InvariantCulture))
            {
                WireNames = [],
            },
            new(Name(index, "remove"), RoutesTexts.Remove) { WireNames = [] },
        ];
    }

    /// <summary>Reads a case; null if it is empty or to be removed.</summary>
    private static RouteCaseFields? ReadCase(Form form, int index)
    {
        var mode = Selection.Of<RoutingMode>(form, Name(index, "mode")) ?? RoutingMode.Standard;
        var one = new RouteCaseFields
        {
            If = Conditions.Read(form, Name(index, "")).FirstOrDefault(),
            RoutingMode = mode,
            ChannelIds = mode == RoutingMode.Standard ? Numbers(form, Name(index, "spaces")) : null,
            NameMappingLabel = mode == RoutingMode.NameMapping ? form[Name(index, "label")].Trim() : null,
            Fallthrough = form.Has(Name(index, "next")),
        };
        var isEmpty = one is { If: null, ChannelIds: null or { Count: 0 }, NameMappingLabel: null or "" };
        return isEmpty || form.Has(Name(index, "remove")) ? null : one;
    }

    /// <summary>The place that was typed; cases without a number keep theirs.</summary>
    private static double Order(Form form, int index) =>
        double.TryParse(
            form[Name(index, "order")],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var order
        )
            ? order
            : index + 1;

    private static List<long?> Numbers(Form form, string field) =>
        [.. form.Values(field).Select(v => (long?)Validate.IdText(v, field))];

    private static IEnumerable<string> Ids(List<long?>? ids) =>
        (ids ?? []).OfType<long>().Select(id => id.ToString(CultureInfo.InvariantCulture));
}
