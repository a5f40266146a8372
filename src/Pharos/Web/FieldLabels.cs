using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>
/// What the console calls the fields of the API. Operations name fields as the API does; people who use the console
/// don't know these names.
/// </summary>
internal static class FieldLabels
{
    private static readonly Dictionary<string, TextKey> Labels = new(StringComparer.Ordinal)
    {
        ["Idempotency-Key"] = FieldTexts.IdempotencyKey,
        ["all"] = FieldTexts.Everything,
        ["with_all"] = FieldTexts.Everything,
        ["asc"] = FieldTexts.Order,
        ["orderby"] = FieldTexts.Order,
        ["order_id"] = FieldTexts.Order,
        ["at_seconds"] = FieldTexts.Time,
        ["auto_update_by_schedule"] = FieldTexts.Automatic,
        ["available_since_seconds"] = FieldTexts.UptimeSince,
        ["avatar"] = FieldTexts.Avatar,
        ["change_id"] = FieldTexts.Event,
        ["change_ids"] = FieldTexts.Events,
        ["change"] = FieldTexts.Events,
        ["close_at_seconds"] = FieldTexts.End,
        ["end_at_seconds"] = FieldTexts.End,
        ["end_time"] = FieldTexts.End,
        ["component_changes"] = FieldTexts.Components,
        ["component_ids"] = FieldTexts.Components,
        ["components"] = FieldTexts.Components,
        ["component_id"] = FieldTexts.Component,
        ["contact_info"] = FieldTexts.Contact,
        ["country_code"] = FieldTexts.Country,
        ["countryCode"] = FieldTexts.Country,
        ["custom_domain"] = FieldTexts.Domain,
        ["custom_links"] = FieldTexts.Links,
        ["logo"] = FieldTexts.Logo,
        ["dark_logo"] = FieldTexts.DarkLogo,
        ["favicon"] = FieldTexts.Favicon,
        ["logo_url"] = FieldTexts.LogoLink,
        ["date_view"] = FieldTexts.HistoryView,
        ["description"] = FieldTexts.Description,
        ["display_uptime_mode"] = FieldTexts.Uptime,
        ["email"] = FieldTexts.Email,
        ["emails"] = FieldTexts.Emails,
        ["return_path"] = FieldTexts.Emails,
        ["type"] = FieldTexts.Type,
        ["event_type"] = FieldTexts.Type,
        ["hide_all"] = FieldTexts.Hidden,
        ["hide_uptime"] = FieldTexts.UptimeHidden,
        ["im"] = FieldTexts.Messages,
        ["is_dangerous"] = FieldTexts.HighRisk,
        ["is_write"] = FieldTexts.HighRisk,
        ["is_retrospective"] = FieldTexts.Retrospective,
        ["limit"] = FieldTexts.Limit,
        ["p"] = FieldTexts.ListPage,
        ["search_after_ctx"] = FieldTexts.ListPage,
        ["linked_changes"] = FieldTexts.LinkedEvents,
        ["locale"] = FieldTexts.Language,
        ["language"] = FieldTexts.Language,
        ["member_id"] = FieldTexts.Member,
        ["person_id"] = FieldTexts.Member,
        ["member_ids"] = FieldTexts.Members,
        ["members"] = FieldTexts.Members,
        ["person_ids"] = FieldTexts.Members,
        ["messages"] = FieldTexts.Texts,
        ["message"] = FieldTexts.Text,
        ["method"] = FieldTexts.Method,
        ["name"] = FieldTexts.Name,
        ["member_name"] = FieldTexts.Name,
        ["role_name"] = FieldTexts.Name,
        ["team_name"] = FieldTexts.Name,
        ["next_update_at_seconds"] = FieldTexts.NextUpdate,
        ["notify_subscribers"] = FieldTexts.Notify,
        ["operations"] = FieldTexts.Operation,
        ["page_footer"] = FieldTexts.Footer,
        ["page_header"] = FieldTexts.Header,
        ["page_id"] = FieldTexts.Page,
        ["page_ids"] = FieldTexts.Pages,
        ["page_title"] = FieldTexts.PageTitle,
        ["permission_ids"] = FieldTexts.Permissions,
        ["permissions"] = FieldTexts.Permissions,
        ["phone"] = FieldTexts.Phone,
        ["phones"] = FieldTexts.Phone,
        ["query"] = FieldTexts.Search,
        ["q"] = FieldTexts.Search,
        ["recipient"] = FieldTexts.Recipient,
        ["ref_id"] = FieldTexts.ReferenceId,
        ["reset_if_name_exist"] = FieldTexts.ReferenceId,
        ["request_id"] = FieldTexts.RequestId,
        ["responders"] = FieldTexts.Responders,
        ["role_id"] = FieldTexts.Role,
        ["role_ids"] = FieldTexts.Roles,
        ["roles"] = FieldTexts.Roles,
        ["section_id"] = FieldTexts.Section,
        ["section_ids"] = FieldTexts.Sections,
        ["sections"] = FieldTexts.Sections,
        ["start_at_seconds"] = FieldTexts.Start,
        ["start_time"] = FieldTexts.Start,
        ["from"] = FieldTexts.Start,
        ["status"] = FieldTexts.Status,
        ["diagnostic"] = FieldTexts.Status,
        ["subscriber_id"] = FieldTexts.Subscriber,
        ["subscribers"] = FieldTexts.Subscribers,
        ["subscription"] = FieldTexts.Subscription,
        ["team_id"] = FieldTexts.Team,
        ["team_ids"] = FieldTexts.Teams,
        ["template"] = FieldTexts.Template,
        ["template_id"] = FieldTexts.Template,
        ["template_preference"] = FieldTexts.TemplateType,
        ["time_zone"] = FieldTexts.TimeZone,
        ["title"] = FieldTexts.Title,
        ["update_id"] = FieldTexts.Update,
        ["updates"] = FieldTexts.Updates,
        ["url"] = FieldTexts.Url,
        ["url_name"] = FieldTexts.Address,
        ["key_id"] = FieldTexts.ApiKey,
        ["hook_id"] = FieldTexts.Webhook,
        ["hook_ids"] = FieldTexts.Webhook,
        ["session_id"] = FieldTexts.Session,
        ["second_factor"] = FieldTexts.SecondFactor,
        ["factor_types"] = FieldTexts.SecondFactor,
        ["password"] = FieldTexts.Password,
        ["code"] = FieldTexts.Code,
        ["secret"] = FieldTexts.Secret,
        ["organisation"] = FieldTexts.Organization,
        ["expires_in_days"] = FieldTexts.Expiry,
    };

    /// <summary>
    /// The label of a field, by its wire name or path, such as <c>updates[0].at_seconds</c>; null if it is no field.
    /// </summary>
    public static TextKey? Find(string wireName) => Labels.GetValueOrDefault(wireName.Split('.')[^1].Split('[')[0]);

    /// <summary>Replaces the wire names of fields and permissions in a message by what people call them.</summary>
    public static Message In(Message message) => message with { Args = Array.ConvertAll(message.Args, Readable) };

    private static object Readable(object arg) =>
        arg is not string name ? arg
        : Find(name) is { } label ? new Message(label)
        : PermissionCatalogue.Find(name) is { } permission ? new Message(permission.Description)
        : arg;
}
