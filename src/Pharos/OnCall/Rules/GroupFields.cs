using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>How a space groups alerts into incidents. The letters are those of the wire.</summary>
public enum GroupMethod
{
    /// <summary>None: every alert is an incident.</summary>
    N,

    /// <summary>By rules: alerts with equal values.</summary>
    P,

    /// <summary>By similarity of texts.</summary>
    I,
}

/// <summary>What a grouping window counts from.</summary>
public enum GroupWindow
{
    /// <summary>The incident's start.</summary>
    Tumbling,

    /// <summary>The last alert that joined.</summary>
    Sliding,
}

/// <summary>The grouping of a space, as on the wire. <see cref="Grouping.Parse"/> checks it.</summary>
public sealed record GroupFields
{
    [Required]
    public GroupMethod? Method { get; set; }

    /// <summary>For p: lists of up to 5 keys. Alerts that agree in all keys of one list belong together.</summary>
    [MaxLength(Grouping.MaxLists)]
    [JsonPropertyName("equals")]
    public List<List<string?>?>? EqualKeys { get; set; }

    /// <summary>For p: the first case that fits replaces <see cref="EqualKeys"/>.</summary>
    [MaxLength(Grouping.MaxCases)]
    public List<GroupCaseFields?>? Cases { get; set; }

    /// <summary>Whether two missing values differ.</summary>
    public bool? AllEqualsRequired { get; set; }

    /// <summary>Minutes, at most 43,200; 0 or absent: until the incident closes.</summary>
    public long? TimeWindow { get; set; }

    /// <summary>Tumbling if absent.</summary>
    public GroupWindow? WindowType { get; set; }

    /// <summary>The older form of <see cref="StormThresholds"/>, used if that is absent; 0 is off.</summary>
    public long? StormThreshold { get; set; }

    /// <summary>Numbers of alerts, each 2 to 10,000, that raise a storm warning.</summary>
    [MaxLength(Grouping.MaxThresholds)]
    public List<long?>? StormThresholds { get; set; }

    /// <summary>For i: the keys compared. Absent: title, description, labels.service and labels.resource.</summary>
    [MaxLength(Grouping.MaxSimilarityKeys)]
    public List<string?>? IKeys { get; set; }

    /// <summary>For i: the similarity needed, 0.5 to 1; 0.9 if absent.</summary>
    public double? IScoreThreshold { get; set; }
}

/// <summary>One case of grouping by rules.</summary>
public sealed record GroupCaseFields
{
    /// <summary>Conditions that must all match; absent: always.</summary>
    [MaxLength(Filter.MaxConditions)]
    public List<FilterCondition?>? If { get; set; }

    /// <summary>Up to 5 keys in which alerts must agree.</summary>
    [MaxLength(Grouping.MaxKeys)]
    [JsonPropertyName("equals")]
    public List<string?>? EqualKeys { get; set; }
}
