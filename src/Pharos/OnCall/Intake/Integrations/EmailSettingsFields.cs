using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>What the emails to an integration mean, as on the wire.</summary>
public sealed record EmailSettingsFields
{
    private const int MaxRules = 20;
    private const int MaxPattern = 500;

    /// <summary>Whether every email is an alert, or emails with one subject are, or rules decide.</summary>
    public EmailMode? Mode { get; set; }

    /// <summary>With <c>by_rules</c>: the first rule that matches counts.</summary>
    [MaxLength(MaxRules)]
    public List<EmailRuleFields?>? Rules { get; set; }

    /// <summary>
    /// With <c>by_rules</c>: the regular expression (RE2) that finds the alert key; the subject is the key if it finds
    /// nothing.
    /// </summary>
    public string? KeyPattern { get; set; }

    /// <summary>Where the key is; the subject if absent.</summary>
    public EmailField? KeyField { get; set; }

    /// <summary>Whether emails that match no rule are ignored. Otherwise they trigger an alert.</summary>
    public bool? DiscardUnmatched { get; set; }

    /// <summary>Validates the fields.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    internal EmailSettings Check(string field)
    {
        var settings = new EmailSettings
        {
            Mode = Mode ?? EmailMode.EveryEmail,
            Rules =
            [
                .. (Validate.OptionalItems(Rules, field + ".rules") ?? []).Select(
                    (rule, i) => rule.Check(Validate.Index(field + ".rules", i))
                ),
            ],
            KeyPattern = Validate.OptionalLine(KeyPattern, field + ".key_pattern", MaxPattern) ?? "",
            KeyField = KeyField ?? EmailField.Subject,
            DiscardsUnmatched = DiscardUnmatched ?? false,
        };
        settings.Check(field);
        return settings;
    }
}

/// <summary>A rule for emails.</summary>
public sealed record EmailRuleFields
{
    private const int MaxConditions = 10;

    /// <summary><c>Ok</c> closes the alert; a severity triggers it.</summary>
    [Required]
    public EventStatus? Status { get; set; }

    /// <summary>All must hold; without any, the rule matches every email.</summary>
    [MaxLength(MaxConditions)]
    public List<EmailConditionFields?>? Conditions { get; set; }

    internal EmailRule Check(string field) =>
        new(
            Validate.Required(Status, field + ".status"),
            [
                .. (Validate.OptionalItems(Conditions, field + ".conditions") ?? []).Select(
                    (condition, i) => condition.Check(Validate.Index(field + ".conditions", i))
                ),
            ]
        );
}

/// <summary>A condition of a rule for emails.</summary>
public sealed record EmailConditionFields
{
    private const int MaxValue = 500;

    [Required]
    public EmailField? Field { get; set; }

    [Required]
    public EmailMatch? Match { get; set; }

    /// <summary>Compared without regard to case, unless it is a pattern.</summary>
    [Required]
    public string? Value { get; set; }

    internal EmailCondition Check(string field) =>
        new(
            Validate.Required(Field, field + ".field"),
            Validate.Required(Match, field + ".match"),
            Validate.Line(Value, field + ".value", MaxValue)
        );
}
