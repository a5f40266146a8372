using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>Kinds of group chats and bots.</summary>
public enum EscalationWebhookType
{
    FeishuApp,
    WecomApp,
    DingtalkApp,
    SlackApp,
    TeamsApp,
    Feishu,
    Wecom,
    Dingtalk,
    Slack,
    Zoom,
    Telegram,
    Teams,
    Custom,
}

/// <summary>How a chat app shows later changes.</summary>
public enum ChatReplyMode
{
    Threads,
    Verbose,
}

/// <summary>A group chat or bot that a level writes to, as on the wire.</summary>
public sealed record EscalationWebhookFields
{
    [Required]
    public EscalationWebhookType? Type { get; set; }

    [Required]
    public EscalationWebhookSettings? Settings { get; set; }

    internal void Check(string field)
    {
        var type = Validate.Required(Type, field + ".type");
        if (Settings is null)
            throw Errors.Missing(field + ".settings");
        Settings.Check(field + ".settings", isApp: type <= EscalationWebhookType.TeamsApp);
    }
}

/// <summary>An app needs its integration and chats, a bot its token.</summary>
public sealed record EscalationWebhookSettings
{
    private const int MaxItems = 100;
    private const int MaxToken = 2_048;
    private const int MaxText = 255;

    /// <summary>The app's integration. The older name of <see cref="IntegrationId"/>.</summary>
    public long? DataSourceId { get; set; }
    public long? IntegrationId { get; set; }

    [MaxLength(MaxItems)]
    public List<string?>? ChatIds { get; set; }

    /// <summary>A bot's token, or its whole URL on any host.</summary>
    [Secret]
    public string? Token { get; set; }

    /// <summary>A name for people.</summary>
    public string? Alias { get; set; }

    [Secret]
    public string? VerifyToken { get; set; }

    [Secret]
    public string? SignSecret { get; set; }
    public ChatReplyMode? ReplyMode { get; set; }

    /// <summary>Types of timeline entries that update the message; empty: all.</summary>
    [MaxLength(MaxItems)]
    public List<string?>? ReplyEventTypes { get; set; }

    /// <summary>True mentions no one.</summary>
    public bool? DisableAt { get; set; }

    /// <summary>True mentions everyone.</summary>
    public bool? IsAtAll { get; set; }
    public bool? PutTopNotice { get; set; }
    public string? UserSchemaId { get; set; }

    /// <summary>Only incidents of these severities; empty: all.</summary>
    [MaxLength(3)]
    public List<EventStatus?>? Severities { get; set; }

    /// <summary>A spelling of <see cref="Severities"/> that clients use.</summary>
    [MaxLength(3)]
    public List<EventStatus?>? Serverities { get; set; }

    internal void Check(string field, bool isApp)
    {
        DataSourceId ??= IntegrationId;
        IntegrationId = null;
        if (isApp)
        {
            DataSourceId = Validate.Id(DataSourceId, field + ".data_source_id");
            ChatIds = Lines(Validate.Items(ChatIds, field + ".chat_ids"), field + ".chat_ids");
        }
        else
            Token = Validate.Line(Token, field + ".token", MaxToken);

        Alias = Validate.OptionalLine(Alias, field + ".alias", MaxText);
        VerifyToken = Validate.OptionalLine(VerifyToken, field + ".verify_token", MaxText);
        SignSecret = Validate.OptionalLine(SignSecret, field + ".sign_secret", MaxText);
        UserSchemaId = Validate.OptionalLine(UserSchemaId, field + ".user_schema_id", MaxText);
        ReplyEventTypes = Lines(ReplyEventTypes, field + ".reply_event_types");
        Severities = Known(Severities ?? Serverities, field + ".severities");
        Serverities = null;
    }

    private static List<string?>? Lines(IReadOnlyList<string?>? items, string field)
    {
        if (items is null)
            return null;
        if (items.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, field, MaxItems);
        return [.. items.Select((item, i) => Validate.Line(item, Validate.Index(field, i), MaxText))];
    }

    private static List<EventStatus?>? Known(List<EventStatus?>? severities, string field)
    {
        if (severities is null)
            return null;
        for (var i = 0; i < severities.Count; i++)
        {
            if (Validate.Required(severities[i], Validate.Index(field, i)) == EventStatus.Ok)
                throw Errors.Invalid(RuleMessages.UnknownWord, Validate.Index(field, i), "Critical, Warning, Info");
        }

        return [.. severities.Distinct()];
    }
}
