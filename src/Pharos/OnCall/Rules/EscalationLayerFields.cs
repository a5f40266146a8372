using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>One level of an escalation rule, as on the wire.</summary>
public sealed record EscalationLayerFields
{
    private const double MinStep = 0.5;
    private const double MaxStep = 120;

    /// <summary>How often pages are repeated on this level, 0 to 6; 2 if absent.</summary>
    public long? MaxTimes { get; set; }

    /// <summary>Minutes between repeats, 0.5 to 120 in steps of 0.5; 10 if absent.</summary>
    public double? NotifyStep { get; set; }

    [Required]
    public EscalationTargetFields? Target { get; set; }

    /// <summary>Minutes before the next level, 0 to 720; 30 if absent.</summary>
    public long? EscalateWindow { get; set; }

    /// <summary>Whether acknowledged incidents escalate too.</summary>
    public bool? ForceEscalate { get; set; }

    /// <summary>Checks all fields, and fills in the defaults.</summary>
    internal void Check(string field)
    {
        MaxTimes = Validate.Range(MaxTimes ?? 2, field + ".max_times", 0, 6);
        NotifyStep ??= 10;
        if (NotifyStep is not (>= MinStep and <= MaxStep))
            throw Errors.Invalid(RuleMessages.NumberOutOfRange, field + ".notify_step", "0.5", MaxStep);
        if (NotifyStep % MinStep != 0)
            throw Errors.Invalid(RuleMessages.NotMultiple, field + ".notify_step", "0.5");
        EscalateWindow = Validate.Range(EscalateWindow ?? 30, field + ".escalate_window", 0, 720);
        ForceEscalate ??= false;
        if (Target is null)
            throw Errors.Missing(field + ".target");
        Target.Check(field + ".target");
    }
}
