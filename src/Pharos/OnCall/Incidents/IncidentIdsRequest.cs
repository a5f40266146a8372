using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>A request about one to a hundred incidents.</summary>
public abstract record IncidentIdsRequest
{
    internal const string Field = "incident_ids";

    [Required]
    [MaxLength(100)]
    public List<string?>? IncidentIds { get; set; }

    internal IReadOnlyList<string> CheckIds() => Validate.ObjectIds(IncidentIds, Field);
}
