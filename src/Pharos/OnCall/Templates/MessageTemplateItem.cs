using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Templates;

/// <summary>A template of messages about incidents, as the API returns it. The bodies are Go templates.</summary>
public sealed record MessageTemplateItem
{
    public required long AccountId { get; init; }

    /// <summary>0: the whole account.</summary>
    public required long TeamId { get; init; }
    public required string TemplateId { get; init; }
    public required string TemplateName { get; init; }
    public required string Description { get; init; }
    public required string Email { get; init; }
    public required string Sms { get; init; }
    public required string Voice { get; init; }
    public required string Dingtalk { get; init; }
    public required string Wecom { get; init; }
    public required string Feishu { get; init; }
    public required string FeishuApp { get; init; }
    public required string DingtalkApp { get; init; }
    public required string WecomApp { get; init; }
    public required string SlackApp { get; init; }
    public required string TeamsApp { get; init; }
    public required string Telegram { get; init; }
    public required string Slack { get; init; }
    public required string Zoom { get; init; }

    [AllowedValues("enabled", "disabled")]
    public required string Status { get; init; }
    public required long CreatorId { get; init; }
    public required long UpdatedBy { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
}

/// <summary>
/// The template that every account has. Clients know it by two IDs.
/// </summary>
internal static class BuiltInTemplate
{
    public const string Id = "000000000000000000000001";

    /// <summary>The ID that the command-line client asks for.</summary>
    public const string OtherId = "6321aad26c12104586a88916";

    private const string Short = "{{.IncidentSeverity}}: {{.Title}} ({{.ChannelName}}, #{{.Num}})";

    private const string Full = """
        [{{.IncidentSeverity}}] {{.Title}}
        #{{.Num}}, {{.Progress}}, {{.ChannelName}}
        {{.Description}}
        {{.DetailUrl}}
        """;

    public static bool IsId(string templateId) =>
        templateId.Equals(Id, StringComparison.OrdinalIgnoreCase)
        || templateId.Equals(OtherId, StringComparison.OrdinalIgnoreCase);

    /// <param name="templateId">The ID by which the client asked.</param>
    public static MessageTemplateItem Item(Caller caller, string templateId, long createdAt, Language language) =>
        new()
        {
            AccountId = caller.AccountId,
            TeamId = 0,
            TemplateId = templateId,
            TemplateName = TemplateTexts.BuiltInName.In(language),
            Description = TemplateTexts.BuiltInDescription.In(language),
            Email = Full,
            Sms = Short,
            Voice = Short,
            Dingtalk = Full,
            Wecom = Full,
            Feishu = Full,
            FeishuApp = Full,
            DingtalkApp = Full,
            WecomApp = Full,
            SlackApp = Full,
            TeamsApp = Full,
            Telegram = Full,
            Slack = Full,
            Zoom = Full,
            Status = "enabled",
            CreatorId = 0,
            UpdatedBy = 0,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
}
