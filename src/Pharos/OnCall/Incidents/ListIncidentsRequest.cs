using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Pharos.OnCall.Incidents;

public sealed record ListIncidentsRequest
{
    /// <summary>Unix seconds. Incidents that started at or after it.</summary>
    [Required]
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, at most 31 days after the start. Incidents that started at or before it.</summary>
    [Required]
    public long? EndTime { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>Whether the incident is snoozed now.</summary>
    public bool? IsSnoozed { get; set; }

    /// <summary>Whether to return only incidents in channels of the caller's teams.</summary>
    public bool? IsMyTeam { get; set; }

    /// <summary>
    /// Whether to return only incidents in channels that the caller created or whose team they are in.
    /// </summary>
    public bool? IsMyChannel { get; set; }
    public bool? EverMuted { get; set; }

    /// <summary>Whether to return only rare incidents.</summary>
    public bool? IsRare { get; set; }

    /// <summary>Triggered, Processing or Closed; several with commas.</summary>
    public string? Progress { get; set; }

    /// <summary>Words in the title and the labels, all of which must occur; or an ID or a short number.</summary>
    public string? Query { get; set; }

    /// <summary>Critical, Warning, Info or Ok; several with commas.</summary>
    public string? IncidentSeverity { get; set; }

    [MaxLength(100)]
    public List<long?>? ChannelIds { get; set; }

    /// <summary>Teams that own the incidents' channels.</summary>
    [MaxLength(100)]
    public List<long?>? TeamIds { get; set; }

    [MaxLength(100)]
    public List<long?>? ResponderIds { get; set; }

    /// <summary>Members who have acknowledged.</summary>
    [MaxLength(100)]
    public List<long?>? AckerIds { get; set; }

    [MaxLength(100)]
    public List<long?>? CreatorIds { get; set; }

    [MaxLength(100)]
    public List<long?>? CloserIds { get; set; }

    [MaxLength(100)]
    public List<string?>? IncidentIds { get; set; }

    /// <summary>Short numbers.</summary>
    [MaxLength(100)]
    public List<string?>? Nums { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    /// <summary>A title, <c>/RE2/</c>, or a text with the wildcards <c>*</c> and <c>?</c>.</summary>
    public string? Title { get; set; }

    /// <summary>Values by label, in the same forms; all labels must fit, each with any of its values.</summary>
    public Dictionary<string, List<string?>?>? Labels { get; set; }

    /// <summary>Values of custom fields by name; not for text fields.</summary>
    public Dictionary<string, JsonElement>? Fields { get; set; }

    /// <summary>Whether to return only incidents that the caller created, got, acknowledged or closed.</summary>
    public bool? IsRelated { get; set; }
}

/// <param name="Total">The number of incidents found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record ListIncidentsResponse(
    IReadOnlyList<IncidentItem> Items,
    int Total,
    bool HasNextPage,
    string SearchAfterCtx
);
