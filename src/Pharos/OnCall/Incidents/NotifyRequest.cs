using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>How people are paged about an assignment.</summary>
public sealed record NotifyRequest
{
    /// <summary>True, or absent: as each person prefers.</summary>
    public bool? FollowPreference { get; set; }

    /// <summary>The ways to page if the preferences are not followed.</summary>
    [MaxLength(20)]
    public List<string?>? PersonalChannels { get; set; }

    public string? TemplateId { get; set; }

    internal void Check(string field)
    {
        var ways = Validate.OptionalItems(PersonalChannels, field + ".personal_channels") ?? [];
        for (var i = 0; i < ways.Count; i++)
            Validate.Line(ways[i], Validate.Index(field + ".personal_channels", i), 100);
        if (!string.IsNullOrEmpty(TemplateId))
            Validate.ObjectId(TemplateId, field + ".template_id");
    }
}
