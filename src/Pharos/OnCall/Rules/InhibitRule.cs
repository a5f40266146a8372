using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>An inhibit rule, as on the wire.</summary>
public record InhibitRuleFields : RuleFields
{
    /// <summary>Keys in which both alerts must have the same value.</summary>
    [Required]
    [MaxLength(InhibitRule.MaxKeys)]
    [JsonPropertyName("equals")]
    public List<string?>? EqualKeys { get; set; }

    /// <summary>The alerts that inhibit others; absent: all.</summary>
    [MaxLength(Filter.MaxGroups)]
    public List<List<FilterCondition?>?>? SourceFilters { get; set; }

    /// <summary>The alerts that are inhibited; absent: all.</summary>
    [MaxLength(Filter.MaxGroups)]
    public List<List<FilterCondition?>?>? TargetFilters { get; set; }

    /// <summary>True drops the inhibited alerts; false keeps them, outside of incidents.</summary>
    public bool? IsDirectlyDiscard { get; set; }

    /// <summary>Checks and normalises all fields.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public InhibitRule Check()
    {
        CheckCommon();
        return InhibitRule.Parse(this);
    }
}

/// <summary>An alert that may inhibit others.</summary>
/// <param name="AlertId">Its ID.</param>
/// <param name="LastTime">Its newest event, in unix seconds.</param>
/// <param name="IsRecovered">Whether it has recovered or was closed.</param>
/// <param name="IsAcknowledged">Whether its incident is acknowledged.</param>
public sealed record InhibitSource(
    string AlertId,
    FilterSubject Subject,
    long LastTime,
    bool IsRecovered,
    bool IsAcknowledged
);

/// <summary>
/// Inhibits an alert while another one is active that explains it. Immutable and thread-safe. A value that one of the
/// alerts lacks is never equal: without it, no one knows whether they belong together.
/// </summary>
public sealed class InhibitRule
{
    /// <summary>The maximum number of keys that must be equal.</summary>
    public const int MaxKeys = 20;

    /// <summary>A source inhibits for this long after its newest event, in seconds.</summary>
    public const long ActiveSeconds = 600;

    private readonly Filter source;
    private readonly Filter target;
    private readonly FilterKey[] keys;

    private InhibitRule(Filter source, Filter target, FilterKey[] keys, bool discards) =>
        (this.source, this.target, this.keys, Discards) = (source, target, keys, discards);

    /// <summary>Whether inhibited alerts are dropped instead of kept.</summary>
    public bool Discards { get; }

    internal static InhibitRule Parse(InhibitRuleFields wire)
    {
        if (wire.EqualKeys is null)
            throw Errors.Missing("equals");
        if (wire.EqualKeys.Count > MaxKeys)
            throw Errors.Invalid(Messages.TooMany, "equals", MaxKeys);
        return new InhibitRule(
            Filter.Parse(wire.SourceFilters, "source_filters"),
            Filter.Parse(wire.TargetFilters, "target_filters"),
            [.. wire.EqualKeys.Select((key, i) => FilterKey.Check(key, Validate.Index("equals", i)))],
            wire.IsDirectlyDiscard ?? false
        );
    }

    /// <summary>The alert that inhibits a new one; null if none does.</summary>
    /// <param name="alertId">The ID of the new alert, which doesn't inhibit itself.</param>
    /// <param name="alert">The new alert.</param>
    /// <param name="active">The alerts of the space.</param>
    /// <param name="now">Unix seconds.</param>
    public InhibitSource? FindSource(string alertId, FilterSubject alert, IReadOnlyList<InhibitSource> active, long now)
    {
        if (active.Count == 0 || !target.Matches(alert))
            return null;
        var values = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Read(alert) is not { } value)
                return null;
            values[i] = value;
        }

        for (var i = 0; i < active.Count; i++)
        {
            var one = active[i];
            if (
                one is { IsRecovered: false, IsAcknowledged: false }
                && now - one.LastTime <= ActiveSeconds
                && one.AlertId != alertId
                && HasValues(one.Subject, values)
                && source.Matches(one.Subject)
            )
                return one;
        }

        return null;
    }

    private bool HasValues(FilterSubject subject, string[] values)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Read(subject) != values[i])
                return false;
        }

        return true;
    }
}
