using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents.Console;
using Pharos.OnCall.Noise.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.OnCall.Templates;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Escalation.Console;

/// <summary>
/// Creates and edits an escalation rule: <c>/console/spaces/{id}/escalation/new</c> and <c>…/{rule_id}</c>. What the
/// form does not show, such as filters and schedules, stays.
/// </summary>
internal static class EditEscalation
{
    /// <summary>The levels that the form shows.</summary>
    public const int MaxLevels = 5;

    private static readonly IReadOnlyList<ConsoleField<EscalationContext>> Fields =
    [
        new("name", NoiseTexts.Name, shown => shown.Rule?.RuleName ?? "") { WireNames = ["rule_name"] },
        new("delay", EscalationTexts.Delay, shown => Text(shown.Rule?.AggrWindow ?? 0)) { WireNames = ["aggr_window"] },
        .. Enumerable.Range(0, MaxLevels).SelectMany(LevelFields),
    ];

    public static readonly ConsoleForm<EscalationContext> New = new()
    {
        Permission = Permissions.SpacesManage,
        Find = EscalationContext.New,
        Fields = Fields,
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            var typed = Read(shown, form);
            await EscalationRules.Create.Run(
                new CreateEscalationRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    RuleName = typed.RuleName,
                    TemplateId = typed.TemplateId,
                    AggrWindow = typed.AggrWindow,
                    Layers = typed.Layers,
                },
                op
            );
            return shown.ListPath;
        },
        Notice = new("made", NoiseTexts.DoneMade),
    };

    public static readonly ConsoleForm<EscalationContext> Edit = new()
    {
        Permission = Permissions.SpacesManage,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = EscalationContext.Find,
        Version = shown => shown.Rule!.UpdatedAt,
        Fields = Fields,
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            var (typed, rule) = (Read(shown, form), shown.Rule!);
            await EscalationRules.Update.Run(
                new UpdateEscalationRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    RuleId = rule.RuleId,
                    RuleName = typed.RuleName,
                    Description = rule.Description,
                    Priority = rule.Priority,
                    TemplateId = typed.TemplateId,
                    AggrWindow = typed.AggrWindow,
                    Layers = typed.Layers,
                    TimeFilters = rule.TimeFilters,
                    Filters = rule.Filters,
                },
                op
            );
            return shown.ListPath;
        },
        Notice = new("saved", EscalationTexts.DoneSaved),
    };

    /// <summary>The name of a level's input.</summary>
    public static string Name(int level, string input) =>
        string.Create(CultureInfo.InvariantCulture, $"l{level}_{input}");

    private static IEnumerable<ConsoleField<EscalationContext>> LevelFields(int level)
    {
        var wire = $"layers[{level}]";
        yield return new(Name(level, "people"), IncidentsTexts.People, shown => Ids(Target(shown, level)?.PersonIds))
        {
            WireNames = [wire + ".target"],
        };
        yield return new(Name(level, "teams"), EscalationTexts.Teams, shown => Ids(Target(shown, level)?.TeamIds))
        {
            WireNames = [wire + ".target.team_ids"],
        };
        yield return new(Name(level, "wait"), EscalationTexts.Wait, shown =>
            Text(Level(shown, level)?.EscalateWindow ?? 30)
        )
        {
            WireNames = [wire + ".escalate_window"],
        };
        yield return new(Name(level, "times"), EscalationTexts.Times, shown => Text(Level(shown, level)?.MaxTimes ?? 2))
        {
            WireNames = [wire + ".max_times"],
        };
        yield return new(Name(level, "step"), EscalationTexts.Step, shown =>
            (Level(shown, level)?.NotifyStep ?? 10).ToString(CultureInfo.InvariantCulture)
        )
        {
            WireNames = [wire + ".notify_step"],
        };
    }

    private static EscalationLayerFields? Level(EscalationContext shown, int level) =>
        shown.Levels.ElementAtOrDefault(level);

    private static EscalationTargetFields? Target(EscalationContext shown, int level) => Level(shown, level)?.Target;

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, EscalationContext shown, Form form) =>
        request.Page<EscalationPage>(
            form.Status,
            (nameof(EscalationPage.Shown), shown.Space),
            (nameof(EscalationPage.Path), shown.Path),
            (nameof(EscalationPage.Form), form),
            (nameof(EscalationPage.Levels), Math.Min(MaxLevels, shown.Levels.Count + 1)),
            (nameof(EscalationPage.IsNew), shown.Rule is null),
            (nameof(EscalationPage.People), await PeopleChoices.Read(request, db)),
            (
                nameof(EscalationPage.Teams),
                (await TeamChoices.Read(request, db)).Select(t => new CheckboxOption(t.Value, t.Text)).ToList()
            )
        );

    private static EscalationRuleFields Read(EscalationContext shown, Form form) =>
        new()
        {
            RuleName = form["name"],
            TemplateId = shown.Rule?.TemplateId ?? BuiltInTemplate.Id,
            AggrWindow = Number(form, "delay", "aggr_window", 3600),
            Layers =
            [
                .. Enumerable
                    .Range(0, MaxLevels)
                    .Select(level => ReadLevel(shown, form, level))
                    .OfType<EscalationLayerFields>(),
                .. shown.Levels.Skip(MaxLevels),
            ],
        };

    /// <summary>Reads a level; null if it pages no one.</summary>
    private static EscalationLayerFields? ReadLevel(EscalationContext shown, Form form, int level)
    {
        var target = (Target(shown, level) ?? new EscalationTargetFields()) with
        {
            PersonIds = PeopleChoices.Ticked(form, Name(level, "people")),
            TeamIds = PeopleChoices.Ticked(form, Name(level, "teams")),
        };
        var isEmpty =
            target.PersonIds.Count + target.TeamIds.Count == 0
            && target
                is {
                    ScheduleToRoleIds: null or { Count: 0 },
                    Emails: null or { Count: 0 },
                    Webhooks: null or { Count: 0 }
                };
        if (isEmpty)
            return null;
        var wire = $"layers[{level}]";
        return (Level(shown, level) ?? new EscalationLayerFields()) with
        {
            Target = target with { By = target.By ?? new ContactWaysFields { FollowPreference = true } },
            EscalateWindow = Number(form, Name(level, "wait"), wire + ".escalate_window", 720),
            MaxTimes = Number(form, Name(level, "times"), wire + ".max_times", 6),
            NotifyStep = double.TryParse(
                form[Name(level, "step")],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var step
            )
                ? step
                : throw Errors.Invalid(RuleMessages.NumberOutOfRange, wire + ".notify_step", "0.5", "120"),
        };
    }

    private static long Number(Form form, string field, string wire, long max) =>
        long.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.Invalid(Messages.OutOfRange, wire, 0, max);

    private static IEnumerable<string> Ids(List<long?>? ids) => (ids ?? []).OfType<long>().Select(Text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
