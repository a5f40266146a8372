using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Templates;

/// <summary>
/// Renders a template for an incident, or for a made-up one: <c>POST /template/preview</c>. What cannot be rendered is
/// not an error: the answer says why.
/// </summary>
internal static class PreviewTemplate
{
    public static readonly Operation<PreviewTemplateRequest, PreviewTemplateResponse> Info = new(
        "/template/preview",
        "Preview a template",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static async Task<PreviewTemplateResponse> Handle(PreviewTemplateRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        Validate.Required(request.Type, "type");
        var content = Validate.Text(request.Content, "content");
        var incidentId = request.IncidentId is null ? null : Validate.ObjectId(request.IncidentId, "incident_id");

        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        TemplateVariables variables;
        if (incidentId is null)
            variables = TemplateVariables.Example(account, op.Clock.Seconds());
        else
        {
            var access = await SpaceAccess.For(db, caller, cancel);
            var incident = await IncidentAccess
                .For(db, caller, access)
                .AsNoTracking()
                .SingleOrDefaultAsync(i => i.IncidentId == incidentId, cancel)
                ?? throw Errors.NotFound("incident_id");
            var space = await db
                .Spaces.Where(s => s.SpaceId == incident.SpaceId)
                .Select(s => s.Name)
                .SingleOrDefaultAsync(cancel);
            variables = TemplateVariables.For(account, incident, space ?? "");
        }

        return TemplateRenderer.Render(content, variables, out var failure) is { } text
            ? new PreviewTemplateResponse(true, text, null)
            : new PreviewTemplateResponse(false, "", failure!.In(op.Language));
    }
}

/// <summary>The message that a template body is for.</summary>
public enum TemplateBody
{
    Dingtalk,
    DingtalkApp,
    Email,
    Feishu,
    FeishuApp,
    Slack,
    SlackApp,
    Sms,
    TeamsApp,
    Telegram,
    Wecom,
    WecomApp,
    Zoom,
}

public sealed record PreviewTemplateRequest
{
    [Required]
    public string? Content { get; set; }

    [Required]
    public TemplateBody? Type { get; set; }

    /// <summary>Absent for a made-up incident.</summary>
    public string? IncidentId { get; set; }
}

/// <param name="Success">Whether the template was rendered.</param>
/// <param name="Content">The message; empty if it was not rendered.</param>
/// <param name="Message">Why it was not rendered; absent if it was.</param>
public sealed record PreviewTemplateResponse(bool Success, string Content, string? Message);
