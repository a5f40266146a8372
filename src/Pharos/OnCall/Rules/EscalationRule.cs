using System.ComponentModel.DataAnnotations;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>An escalation rule, as on the wire.</summary>
public record EscalationRuleFields : RuleFields
{
    /// <summary>The maximum number of levels.</summary>
    public const int MaxLayers = 20;

    private const int MaxAggregation = 3_600;

    /// <summary>The template of the messages: 24 hex digits.</summary>
    [Required]
    public string? TemplateId { get; set; }

    /// <summary>Seconds before the first page, up to 3,600; an incident that closes earlier pages no one.</summary>
    public long? AggrWindow { get; set; }

    /// <summary>The levels, in order.</summary>
    [Required]
    [MaxLength(MaxLayers)]
    public List<EscalationLayerFields?>? Layers { get; set; }

    /// <summary>When the rule applies; absent: always.</summary>
    [MaxLength(TimeFilter.MaxFilters)]
    public List<TimeFilterFields?>? TimeFilters { get; set; }

    /// <summary>Which incidents it applies to; absent: all.</summary>
    [MaxLength(Filter.MaxGroups)]
    public List<List<FilterCondition?>?>? Filters { get; set; }

    private protected override long MaxPriority => 200;

    /// <summary>Checks all fields, and fills in the defaults. Whether what IDs name exists is for the caller.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public EscalationRule Check()
    {
        CheckCommon();
        TemplateId = ObjectIds.Check(TemplateId, "template_id");
        AggrWindow = Validate.Range(AggrWindow ?? 0, "aggr_window", 0, MaxAggregation);
        var layers = Validate.Items(Layers, "layers");
        if (layers.Count > MaxLayers)
            throw Errors.Invalid(Messages.TooMany, "layers", MaxLayers);
        for (var i = 0; i < layers.Count; i++)
            layers[i].Check(Validate.Index("layers", i));
        return new EscalationRule(
            Filter.Parse(Filters, "filters"),
            TimeFilter.ParseAll(TimeFilters, "time_filters"),
            this
        );
    }
}

/// <summary>Decides which escalation rule of a space applies. Immutable and thread-safe.</summary>
public sealed class EscalationRule
{
    private readonly Filter filter;
    private readonly IReadOnlyList<TimeFilter> times;

    internal EscalationRule(Filter filter, IReadOnlyList<TimeFilter> times, EscalationRuleFields fields) =>
        (this.filter, this.times, Fields) = (filter, times, fields);

    /// <summary>The checked fields, with defaults. Don't change them.</summary>
    public EscalationRuleFields Fields { get; }

    /// <summary>Whether the rule applies to an incident that starts now.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="zone">The account's time zone.</param>
    /// <param name="dayOff">Looks up days of service calendars.</param>
    public bool Matches(FilterSubject incident, long now, DateTimeZone zone, DayOff dayOff) =>
        (times.Count == 0 || TimeFilter.MatchesAny(times, now, zone, dayOff)) && filter.Matches(incident);

    /// <summary>The first rule that applies; null if none does.</summary>
    /// <param name="rules">The enabled rules of the space, by ascending priority.</param>
    public static EscalationRule? FirstMatching(
        IReadOnlyList<EscalationRule> rules,
        FilterSubject incident,
        long now,
        DateTimeZone zone,
        DayOff dayOff
    )
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Matches(incident, now, zone, dayOff))
                return rules[i];
        }

        return null;
    }
}
