using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>What the emails to an integration mean.</summary>
public sealed record EmailSettings
{
    private const int MaxPattern = 500;

    public EmailMode Mode { get; init; }

    /// <summary>For <see cref="EmailMode.ByRules"/>; the first rule that matches counts.</summary>
    public IReadOnlyList<EmailRule> Rules { get; init; } = [];

    /// <summary>
    /// For <see cref="EmailMode.ByRules"/>: the regular expression (RE2) that finds the alert key, in its first group
    /// if it has one. If it finds nothing, the subject is the key.
    /// </summary>
    public string KeyPattern { get; init; } = "";

    public EmailField KeyField { get; init; }

    /// <summary>Whether emails that match no rule are ignored. Otherwise they trigger an alert.</summary>
    public bool DiscardsUnmatched { get; init; }

    /// <summary>Checks the settings before they are stored.</summary>
    /// <exception cref="ApiException">A pattern is malformed, or no rule triggers an alert.</exception>
    public void Check(string field)
    {
        if (Mode != EmailMode.ByRules)
            return;
        if (Rules.All(rule => rule.Status == EventStatus.Ok))
            throw Errors.Invalid(IntakeMessages.NoTriggerRule, $"{field}.rules");
        CheckPattern(KeyPattern, $"{field}.key_pattern");
        foreach (var (index, rule) in Rules.Index())
        {
            foreach (var condition in rule.Conditions.Where(c => c.Match == EmailMatch.Pattern))
                CheckPattern(condition.Value, Validate.Index($"{field}.rules", index));
        }
    }

    /// <summary>Needs time in proportion to the text, whatever the pattern is.</summary>
    internal static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static void CheckPattern(string pattern, string field)
    {
        try
        {
            if (pattern.Length is > 0 and <= MaxPattern)
            {
                _ = Compile(pattern);
                return;
            }
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // Answered below.
        }

        throw Errors.Invalid(IntakeMessages.BadPattern, field, MaxPattern);
    }
}

public enum EmailMode
{
    /// <summary>Every email is an alert of its own.</summary>
    EveryEmail,

    /// <summary>Emails with one subject belong to one alert.</summary>
    BySubject,

    /// <summary>Rules decide which emails trigger and which close an alert.</summary>
    ByRules,
}

/// <param name="Status">
/// <see cref="EventStatus.Ok"/> closes the alert; a severity triggers it.
/// </param>
/// <param name="Conditions">All must hold; without any, the rule matches every email.</param>
public sealed record EmailRule(EventStatus Status, IReadOnlyList<EmailCondition> Conditions);

/// <param name="Value">Compared without regard to case, unless it is a pattern.</param>
public sealed record EmailCondition(EmailField Field, EmailMatch Match, string Value);

public enum EmailField
{
    Subject,
    Body,

    /// <summary>The address of the sender.</summary>
    From,
}

public enum EmailMatch
{
    Contains,
    Lacks,

    /// <summary>A regular expression in RE2 syntax.</summary>
    Pattern,
}
