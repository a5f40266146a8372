using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.OnCall.Retention;

/// <summary>The options <c>Pharos:Retention</c>: how long on-call data is kept.</summary>
public sealed class RetentionOptions
{
    [Description(
        "Days after which closed incidents are deleted, with their alerts and timelines, and closed alerts without an "
            + "incident; 0 keeps them."
    )]
    [Range(0, 36_500)]
    public int IncidentDays { get; set; } = 730;

    [Description("Days after which single events of closed alerts are deleted; the alerts stay. 0 keeps them.")]
    [Range(0, 36_500)]
    public int EventDays { get; set; } = 90;

    [Description("Days after which finished changes that senders reported are deleted; 0 keeps them.")]
    [Range(0, 36_500)]
    public int SourceChangeDays { get; set; } = 365;
}
