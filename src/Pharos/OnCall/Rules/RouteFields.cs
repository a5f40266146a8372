using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>How a case of a route names its spaces.</summary>
public enum RoutingMode
{
    /// <summary>By ID.</summary>
    Standard,

    /// <summary>The space whose name is the value of a label.</summary>
    NameMapping,
}

/// <summary>The route of a shared integration, as on the wire. Spaces are called channels there.</summary>
public record RouteFields
{
    /// <summary>The maximum number of cases.</summary>
    public const int MaxCases = 100;
    private const int MaxSectionName = 255;

    /// <summary>From top to bottom.</summary>
    [MaxLength(MaxCases)]
    public List<RouteCaseFields?>? Cases { get; set; }

    /// <summary>Headings for the console.</summary>
    [MaxLength(MaxCases)]
    public List<RouteSectionFields?>? Sections { get; set; }

    /// <summary>Where events go if no case matched.</summary>
    public RouteDefaultFields? Default { get; set; }

    /// <summary>Checks and normalises all fields. Whether the spaces exist is for the caller.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public RouteRule Check()
    {
        var cases = Validate.OptionalItems(Cases, "cases") ?? [];
        if (cases.Count > MaxCases)
            throw Errors.Invalid(Messages.TooMany, "cases", MaxCases);
        if (cases.Count == 0 && Default is null)
            throw Errors.Invalid(RuleMessages.AtLeastOne, "cases", "default");
        CheckSections(cases.Count);
        return new RouteRule(
            [.. cases.Select((one, i) => one.Check(Validate.Index("cases", i)))],
            RouteCaseFields.Channels(Default?.ChannelIds, "default.channel_ids")
        );
    }

    private void CheckSections(int cases)
    {
        var sections = Validate.OptionalItems(Sections, "sections") ?? [];
        if (sections.Count > MaxCases)
            throw Errors.Invalid(Messages.TooMany, "sections", MaxCases);
        for (var i = 0; i < sections.Count; i++)
        {
            var field = Validate.Index("sections", i);
            sections[i].Name = Validate.OptionalLine(sections[i].Name, field + ".name", MaxSectionName) ?? "";
            sections[i].Position = Validate.Range(sections[i].Position ?? 0, field + ".position", 0, cases);
        }
    }
}

/// <summary>A heading in the list of cases.</summary>
public sealed record RouteSectionFields
{
    public string? Name { get; set; }

    /// <summary>The index of the case that it precedes.</summary>
    public long? Position { get; set; }
}

/// <summary>The default of a route.</summary>
public sealed record RouteDefaultFields
{
    [MaxLength(RouteCaseFields.MaxChannels)]
    public List<long?>? ChannelIds { get; set; }
}

/// <summary>One case of a route.</summary>
public sealed record RouteCaseFields
{
    /// <summary>The maximum number of spaces of a case.</summary>
    public const int MaxChannels = 100;
    private const int MaxLabel = 128;
    private const string LabelPrefix = "labels.";

    /// <summary>Conditions that must all match; absent: always.</summary>
    [MaxLength(Filter.MaxConditions)]
    public List<FilterCondition?>? If { get; set; }

    [MaxLength(MaxChannels)]
    public List<long?>? ChannelIds { get; set; }

    /// <summary>Whether the next cases are tried after a match.</summary>
    public bool? Fallthrough { get; set; }

    /// <summary>Standard if absent.</summary>
    public RoutingMode? RoutingMode { get; set; }

    /// <summary>For name mapping: the label whose value is the name of the space.</summary>
    public string? NameMappingLabel { get; set; }

    internal RouteCase Check(string field)
    {
        Fallthrough ??= false;
        RoutingMode ??= Rules.RoutingMode.Standard;
        string? label = null;
        if (RoutingMode == Rules.RoutingMode.NameMapping)
        {
            label = NameMappingLabel = Validate.Line(NameMappingLabel, field + ".name_mapping_label", MaxLabel);
            if (label.StartsWith(LabelPrefix, StringComparison.Ordinal) && label.Length > LabelPrefix.Length)
                label = label[LabelPrefix.Length..];
        }

        return new RouteCase(
            Filter.ParseFlat(If, field + ".if"),
            Channels(ChannelIds, field + ".channel_ids"),
            Fallthrough.Value,
            label
        );
    }

    internal static IReadOnlyList<long> Channels(List<long?>? ids, string field) =>
        ids is { Count: > MaxChannels }
            ? throw Errors.Invalid(Messages.TooMany, field, MaxChannels)
            : Validate.OptionalIds(ids, field);
}
