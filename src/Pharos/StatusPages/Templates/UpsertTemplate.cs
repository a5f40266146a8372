using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Templates;

/// <summary>Creates or updates a template: <c>POST /status-page/template/upsert</c></summary>
internal static class UpsertTemplate
{
    /// <summary>The limit of templates per page and type, because their list has no paging.</summary>
    public const int Max = 500;

    public static readonly Operation<UpsertTemplateRequest, UpsertTemplateResponse> Info = new(
        "/status-page/template/upsert",
        "Create or update an event template",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.TemplateWriteUpsert),
    };

    private static async Task<UpsertTemplateResponse> Handle(UpsertTemplateRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, type, fields, messages) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var row = fields.TemplateId is { } id
            ? await db.Templates.SingleOrDefaultAsync(
                t => t.PageId == pageId && t.Type == type && t.TemplateId == id,
                cancel
            ) ?? throw Errors.NotFound("template.template_id")
            : await Add(db, pageId, type, fields, op.Clock, cancel);
        (row.Title, row.EventType, row.Status) = (fields.Title!, fields.EventType!.Value, fields.Status!.Value);
        row.Description =
            fields.Description is null ? row.Description
            : fields.Description.Length == 0 ? null
            : fields.Description;
        // Drops stored texts that do not fit the change type, which may have changed.
        row.Messages = messages ?? row.Messages.FindAll(m => m.Status.BelongsTo(row.EventType));
        // Clients without support for texts by status send only a description.
        if (type == TemplateType.Message && row.Messages.Count == 0)
            row.Messages = row.Description is { } text
                ? [new(row.Status, text)]
                : throw Errors.Missing("template.messages");
        row.UpdatedAt = op.Clock.Seconds();
        write.SetAuditTarget(row.Title);
        await write.Commit(cancel);
        return new UpsertTemplateResponse(row.TemplateId);
    }

    private static async Task<TemplateRow> Add(
        PharosDb db,
        long pageId,
        TemplateType type,
        TemplateFields fields,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        if (await db.Templates.CountAsync(t => t.PageId == pageId && t.Type == type, cancel) >= Max)
            throw Errors.Invalid(Messages.TooMany, "template", Max);
        var row = new TemplateRow
        {
            TemplateId = Ids.NewUlid(clock),
            PageId = pageId,
            Type = type,
            Title = fields.Title!,
            EventType = fields.EventType!.Value,
            Status = fields.Status!.Value,
            CreatedAt = clock.Seconds(),
            UpdatedAt = clock.Seconds(),
        };
        db.Templates.Add(row);
        return row;
    }
}

public sealed record UpsertTemplateRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public TemplateType? Type { get; set; }

    [Required]
    public TemplateFields? Template { get; set; }

    internal (long PageId, TemplateType Type, TemplateFields Fields, List<TemplateText>? Messages) Check()
    {
        var pageId = Validate.Id(PageId, "page_id");
        var type = Validate.Required(Type, "type");
        var fields = Template ?? throw Errors.Missing("template");
        return (pageId, type, fields, fields.Check(type));
    }
}

/// <summary>Absent keeps the value.</summary>
public sealed record TemplateFields
{
    /// <summary>Absent creates a template.</summary>
    public string? TemplateId { get; set; }

    [Required]
    public string? Title { get; set; }

    [Required]
    public ChangeType? EventType { get; set; }

    [Required]
    public ChangeStatus? Status { get; set; }

    /// <summary>Empty clears it.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// Texts by status, for <c>message</c> templates. If absent on creation, the description is the text of the status.
    /// </summary>
    public Dictionary<string, string?>? Messages { get; set; }

    /// <returns>The texts to store; null if the request contains none.</returns>
    internal List<TemplateText>? Check(TemplateType type)
    {
        var errors = new FieldErrors();
        if (TemplateId is { } id)
            errors.Check(() => Validate.Ulid(id, "template.template_id"));
        Title = errors.Check(() => Validate.Line(Title, "template.title", 255));
        var texts = errors.Check(() =>
        {
            var changeType = Validate.Required(EventType, "template.event_type");
            var status = Validate.Required(Status, "template.status");
            StatusField.Check(status, "template.status", changeType);
            return CheckMessages(type, changeType, errors);
        });
        Description = errors.Check(() => Validate.OptionalText(Description, "template.description"));
        errors.ThrowIfAny();
        return texts;
    }

    private List<TemplateText>? CheckMessages(TemplateType type, ChangeType changeType, FieldErrors errors)
    {
        if (Messages?.Where(m => m.Value is not null).ToList() is not { Count: > 0 } messages)
            return null;
        if (type != TemplateType.Message)
            throw Errors.Invalid(Kernel.Messages.MessagesOnly, "template.messages");
        var allowed = ChangeStatuses.For(changeType);
        if (messages.Find(m => allowed.All(s => WireName<ChangeStatus>.ToWire(s) != m.Key)) is { Key: not null })
            throw StatusField.OfOtherType("template.messages", allowed, changeType);
        return
        [
            .. messages
                .Select(m => new TemplateText(
                    WireName<ChangeStatus>.Parse(m.Key),
                    errors.Check(() => Validate.Text(m.Value, "template.messages." + m.Key))
                ))
                .OrderBy(t => t.Status),
        ];
    }
}

public sealed record UpsertTemplateResponse(string TemplateId);
