using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>Whom a level pages and how, as on the wire.</summary>
public sealed record EscalationTargetFields
{
    /// <summary>The maximum number of people, teams, schedules, roles, emails or webhooks of a target.</summary>
    public const int MaxItems = 100;

    [MaxLength(MaxItems)]
    public List<long?>? PersonIds { get; set; }

    /// <summary>All members of these teams.</summary>
    [MaxLength(MaxItems)]
    public List<long?>? TeamIds { get; set; }

    /// <summary>
    /// Who is on duty now: the ID of a schedule, as a string, and the IDs of its roles (0 = people without a role); no
    /// roles: everyone on duty.
    /// </summary>
    public Dictionary<string, List<long?>?>? ScheduleToRoleIds { get; set; }

    /// <summary>Addresses of people who aren't members.</summary>
    [MaxLength(MaxItems)]
    public List<string?>? Emails { get; set; }

    /// <summary>The ways to reach the people.</summary>
    public ContactWaysFields? By { get; set; }

    /// <summary>Chats and bots.</summary>
    [MaxLength(MaxItems)]
    public List<EscalationWebhookFields?>? Webhooks { get; set; }

    /// <summary>Checks all fields. People need a way to reach them, or webhooks.</summary>
    internal void Check(string field)
    {
        PersonIds = Ids(PersonIds, field + ".person_ids", 1);
        TeamIds = Ids(TeamIds, field + ".team_ids", 1);
        CheckSchedules(field + ".schedule_to_role_ids");
        CheckEmails(field + ".emails");
        By?.Check(field + ".by");
        CheckWebhooks(field + ".webhooks");
        var hasPeople =
            PersonIds is { Count: > 0 }
            || TeamIds is { Count: > 0 }
            || ScheduleToRoleIds is { Count: > 0 }
            || Emails is { Count: > 0 };
        var hasWebhooks = Webhooks is { Count: > 0 };
        if (!hasPeople && !hasWebhooks)
            throw Errors.Invalid(RuleMessages.NoTarget, field);
        if (hasPeople && By is null && !hasWebhooks)
            throw Errors.Invalid(RuleMessages.NoWay, field);
    }

    private static List<long?>? Ids(List<long?>? ids, string field, long min)
    {
        if (ids is null)
            return null;
        if (ids.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, field, MaxItems);
        for (var i = 0; i < ids.Count; i++)
        {
            var item = Validate.Index(field, i);
            Validate.Range(Validate.Required(ids[i], item), item, min, Kernel.Ids.Max);
        }

        return [.. ids.Distinct()];
    }

    private void CheckSchedules(string field)
    {
        if (ScheduleToRoleIds is null)
            return;
        if (ScheduleToRoleIds.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, field, MaxItems);
        var schedules = new Dictionary<string, List<long?>?>(StringComparer.Ordinal);
        foreach (var (schedule, roles) in ScheduleToRoleIds)
        {
            Validate.IdText(schedule, field);
            schedules[schedule] = Ids(roles, field, 0) ?? [];
        }

        ScheduleToRoleIds = schedules;
    }

    private void CheckEmails(string field)
    {
        if (Emails is null)
            return;
        if (Emails.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, field, MaxItems);
        Emails =
        [
            .. Emails
                .Select((email, i) => EmailAddressField.Check(email, Validate.Index(field, i)))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private void CheckWebhooks(string field)
    {
        if (Validate.OptionalItems(Webhooks, field) is not { } webhooks)
            return;
        if (webhooks.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, field, MaxItems);
        for (var i = 0; i < webhooks.Count; i++)
            webhooks[i].Check(Validate.Index(field, i));
    }
}

/// <summary>The ways to reach people, as on the wire: everyone's own preference, or a list per severity.</summary>
public sealed record ContactWaysFields
{
    private const int MaxWays = 20;
    private const string Names = "email, sms, voice, push, feishu_app, dingtalk_app, wecom_app, slack_app, teams_app";

    /// <summary>True: the lists don't count.</summary>
    public bool? FollowPreference { get; set; }

    [MaxLength(MaxWays)]
    public List<string?>? Critical { get; set; }

    [MaxLength(MaxWays)]
    public List<string?>? Warning { get; set; }

    [MaxLength(MaxWays)]
    public List<string?>? Info { get; set; }

    /// <summary>The ways for a severity.</summary>
    public IReadOnlyList<string?> For(EventStatus severity) =>
        severity switch
        {
            EventStatus.Critical => Critical,
            EventStatus.Warning => Warning,
            _ => Info,
        } ?? [];

    internal void Check(string field)
    {
        FollowPreference ??= false;
        Critical = Ways(Critical, field + ".critical");
        Warning = Ways(Warning, field + ".warning");
        Info = Ways(Info, field + ".info");
        if (FollowPreference == false && Critical.Count + Warning.Count + Info.Count == 0)
            throw Errors.Invalid(RuleMessages.NoWays, field);
    }

    private static List<string?> Ways(List<string?>? ways, string field)
    {
        if (ways is null)
            return [];
        if (ways.Count > MaxWays)
            throw Errors.Invalid(Messages.TooMany, field, MaxWays);
        for (var i = 0; i < ways.Count; i++)
        {
            if (ways[i] is not { } way)
                throw Errors.Missing(Validate.Index(field, i));
            if (!IsWay(way))
                throw Errors.Invalid(RuleMessages.BadWay, Validate.Index(field, i), Names);
        }

        return [.. ways.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsWay(string way)
    {
        var colon = way.IndexOf(':');
        var isApp =
            way.AsSpan(0, colon < 0 ? way.Length : colon)
            is "feishu_app"
                or "dingtalk_app"
                or "wecom_app"
                or "slack_app"
                or "teams_app";
        if (colon < 0)
            return isApp || way is "email" or "sms" or "voice" or "push";
        var id = way.AsSpan(colon + 1);
        return isApp && id.Length is > 0 and <= 16 && id.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
