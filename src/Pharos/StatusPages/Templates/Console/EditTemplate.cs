using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.Rules;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Shows and saves one template: <c>/console/pages/{page_id}/templates/{type}/{template_id}</c>, and a new one at
/// <c>…/{type}/new</c>
/// </summary>
internal static class EditTemplate
{
    public static readonly ConsoleForm<TemplateEdit> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = PageContext.Lock,
        Find = TemplateEdit.Find,
        Fields =
        [
            new("title", TemplatesTexts.TemplateTitle, t => t.Template?.Title ?? "") { WireNames = ["template.title"] },
            new("status", TemplatesTexts.TemplateStart, t => t.IsStart ? [t.Status] : [])
            {
                WireNames = ["template.event_type", "template.status"],
                Shown = (t, request, _) => new(new Localizer(request.Texts.Language).Text(t.Template!.Status)),
            },
            new("description", TemplatesTexts.TemplateText, t => t.IsStart ? [t.Template?.Description ?? ""] : [])
            {
                WireNames = ["template.description"],
            },
            .. Enum.GetValues<ChangeStatus>()
                .Select(status => new ConsoleField<TemplateEdit>(TextOf(status), TemplatesTexts.TemplateText, t =>
                    !t.IsStart && status.BelongsTo(t.EventType) ? [t.TextFor(status)] : []
                )
                {
                    WireNames = ["template.messages." + WireName<ChangeStatus>.ToWire(status)],
                }),
        ],
        // A template of texts keeps them in its messages; its status and description are for other clients.
        Version = t => (t.Template?.Status, t.Template?.Description),
        Check = (request, _, template, form) =>
        {
            if (!template.IsStart && Written(template, form).Count == 0)
            {
                form.Refuse(
                    TextOf(ChangeStatuses.First(template.EventType)),
                    request.Texts[TemplatesTexts.TemplateNoText]
                );
                // Without a text, the operation does not run and cannot check the title.
                form.Check(request.Texts, "title", TemplatesTexts.TemplateTitle, () =>
                    Validate.Line(form["title"], "title", 255)
                );
            }
            return Task.CompletedTask;
        },
        Page = (request, _, template, form) =>
            Task.FromResult(
                request.Page<TemplatePage>(
                    form.Status,
                    (nameof(TemplatePage.Page), template.Page),
                    (nameof(TemplatePage.Type), template.Type),
                    (nameof(TemplatePage.Template), template.Template),
                    (nameof(TemplatePage.EventType), template.EventType),
                    (nameof(TemplatePage.Form), form)
                )
            ),
        Submit = async (template, form, op) =>
        {
            var fields = template.IsStart ? Start(template, form) : Texts(template, form);
            fields.TemplateId = template.Template?.TemplateId;
            await UpsertTemplate.Info.Run(
                new UpsertTemplateRequest
                {
                    PageId = template.Page.PageId,
                    Type = template.Type,
                    Template = fields,
                },
                op
            );
            return template.Page.Path + "/templates";
        },
        Notice = new("saved", TemplatesTexts.TemplateSaved),
    };

    public static readonly ConsoleForm<TemplateEdit> New = Form with { Lock = null };

    /// <summary>The field name of the text for a status.</summary>
    public static string TextOf(ChangeStatus status) => "text_" + WireName<ChangeStatus>.ToWire(status);

    /// <summary>What an event begins as. Its type comes with the status, which only one type has.</summary>
    private static TemplateFields Start(TemplateEdit template, Form form) =>
        new()
        {
            Title = form["title"],
            EventType = Selection.Of<ChangeStatus>(form, "status") is { } status ? TypeOf(status) : template.EventType,
            Status = Selection.Of<ChangeStatus>(form, "status"),
            Description = form["description"],
        };

    private static List<(ChangeStatus Status, string Text)> Written(TemplateEdit template, Form form) =>
        [
            .. ChangeStatuses
                .For(template.EventType)
                .Select(s => (s, form[TextOf(s)]))
                .Where(t => !string.IsNullOrWhiteSpace(t.Item2)),
        ];

    private static TemplateFields Texts(TemplateEdit template, Form form)
    {
        var written = Written(template, form);
        // The description is for clients that don't know texts by status. It follows the first text, unless a client
        // has set it to something else.
        var before = template.Template;
        var main = written.Find(t => t.Status == before?.Status) is { Text: not null } same ? same : written[0];
        var followed = before?.Description is not { } text || before.Messages?.ContainsValue(text) == true;
        return new TemplateFields
        {
            Title = form["title"],
            EventType = template.EventType,
            Status = main.Status,
            Description = followed ? main.Text : null,
            Messages = written.ToDictionary(
                t => WireName<ChangeStatus>.ToWire(t.Status),
                t => (string?)t.Text,
                StringComparer.Ordinal
            ),
        };
    }

    private static bool ContainsValue(this IReadOnlyDictionary<string, string> messages, string text) =>
        messages.Values.Contains(text, StringComparer.Ordinal);

    private static ChangeType TypeOf(ChangeStatus status) =>
        status.BelongsTo(ChangeType.Incident) ? ChangeType.Incident : ChangeType.Maintenance;
}
