namespace Pharos.OnCall.Templates;

/// <summary>
/// The template of messages about incidents that every account has. Clients know it by two IDs.
/// </summary>
internal static class BuiltInTemplate
{
    public const string Id = "000000000000000000000001";

    /// <summary>The ID that the command-line client asks for.</summary>
    public const string OtherId = "6321aad26c12104586a88916";

    public const string Subject = "[{{.IncidentSeverity}}] {{.Title}}";

    public const string Short = "{{.IncidentSeverity}}: {{.Title}} ({{.ChannelName}}) #{{.Num}}";

    public const string Long = """
        {{.Title}}
        Severity: {{.IncidentSeverity}}
        Progress: {{.Progress}}
        Space: {{.ChannelName}}
        Started: {{.StartTime}}
        {{.Description}}
        {{.DetailUrl}}
        """;

    public static bool IsId(string templateId) =>
        templateId.Equals(Id, StringComparison.OrdinalIgnoreCase)
        || templateId.Equals(OtherId, StringComparison.OrdinalIgnoreCase);
}
