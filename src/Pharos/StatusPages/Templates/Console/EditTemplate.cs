using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Shows and saves one template: <c>/console/pages/{page_id}/templates/{type}/{template_id}</c>, and a new one at
/// <c>…/{type}/new</c>
/// </summary>
internal static class EditTemplate
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var type = TemplateContext.Type(request);
        var template = await TemplateContext.Find(request, db, page, type);
        var eventType = EventType(request.Query("event"), template);
        return Page(request, page, type, template, eventType, FormOf(template, eventType), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var type = TemplateContext.Type(request);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockPage(request.Caller.AccountId, page.PageId, request.Cancel);
        var template = await TemplateContext.Find(request, db, page, type);
        var eventType = EventType(request.Field("event_type"), type == TemplateType.Message ? template : null);
        var form = Form.From(request, [.. Fields(type, eventType)]);
        form["event_type"] = WireName<ChangeType>.Of(eventType);
        if (template is not null && request.Field(ConcurrencyToken.Field) != SeenOf(template))
        {
            TellChanges(request, form, type, template);
            return Page(request, page, type, template, eventType, form, StatusCodes.Status409Conflict);
        }

        try
        {
            var fields =
                type == TemplateType.PreDefined
                    ? Start(form, eventType)
                    : Texts(form, eventType, template, request.Texts);
            if (form.IsRight)
            {
                fields.TemplateId = template?.TemplateId;
                await UpsertTemplate.Info.Run(
                    new UpsertTemplateRequest
                    {
                        PageId = page.PageId,
                        Type = type,
                        Template = fields,
                    },
                    op.Within(write)
                );
                await write.Commit(request.Cancel);
                return request.See(page.Path + "/templates?done=saved");
            }
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, Labels(eventType))) { }

        return Page(request, page, type, template, eventType, form, form.Status);
    }

    private static (string Wire, string Field, TextKey Label)[] Labels(ChangeType eventType) =>
        [
            ("template.title", "title", TemplatesTexts.TemplateTitle),
            ("template.event_type", "status", TemplatesTexts.TemplateStart),
            ("template.status", "status", TemplatesTexts.TemplateStart),
            ("template.description", "description", TemplatesTexts.TemplateText),
            .. ChangeStatuses
                .For(eventType)
                .Select(s =>
                    ("template.messages." + WireName<ChangeStatus>.Of(s), TextOf(s), TemplatesTexts.TemplateText)
                ),
        ];

    /// <summary>The field of the text for a status.</summary>
    public static string TextOf(ChangeStatus status) => "text_" + WireName<ChangeStatus>.Of(status);

    /// <summary>What an event begins as. Its type comes with the status, which only one type has.</summary>
    private static TemplateFields Start(Form form, ChangeType eventType) =>
        new()
        {
            Title = form["title"],
            EventType = Selection.Of<ChangeStatus>(form, "status") is { } status ? TypeOf(status) : eventType,
            Status = Selection.Of<ChangeStatus>(form, "status"),
            Description = form["description"],
        };

    private static TemplateFields Texts(Form form, ChangeType eventType, TemplateItem? template, ConsoleLocalizer texts)
    {
        var written = ChangeStatuses
            .For(eventType)
            .Select(s => (Status: s, Text: form[TextOf(s)]))
            .Where(t => !string.IsNullOrWhiteSpace(t.Text))
            .ToList();
        if (written.Count == 0)
        {
            form.Refuse(TextOf(ChangeStatuses.First(eventType)), texts[TemplatesTexts.TemplateNoText]);
            return new TemplateFields();
        }

        // The description is for clients that know no texts by status: it stays what it was only where somebody made it
        // something else.
        var main = written.Find(t => t.Status == template?.Status) is { Text: not null } same ? same : written[0];
        var followed = template?.Description is not { } before || template.Messages?.ContainsValue(before) == true;
        return new TemplateFields
        {
            Title = form["title"],
            EventType = eventType,
            Status = main.Status,
            Description = followed ? main.Text : null,
            Messages = written.ToDictionary(
                t => WireName<ChangeStatus>.Of(t.Status),
                t => (string?)t.Text,
                StringComparer.Ordinal
            ),
        };
    }

    private static bool ContainsValue(this IReadOnlyDictionary<string, string> messages, string text) =>
        messages.Values.Contains(text, StringComparer.Ordinal);

    private static ChangeType TypeOf(ChangeStatus status) =>
        status.BelongsTo(ChangeType.Incident) ? ChangeType.Incident : ChangeType.Maintenance;

    private static ChangeType EventType(string asked, TemplateItem? template) =>
        template?.EventType ?? (WireName<ChangeType>.TryParse(asked, out var type) ? type : ChangeType.Incident);

    private static IEnumerable<string> Fields(TemplateType type, ChangeType eventType) =>
        type == TemplateType.PreDefined
            ? ["title", "status", "description"]
            : ["title", .. ChangeStatuses.For(eventType).Select(s => TextOf(s))];

    private static Form FormOf(TemplateItem? template, ChangeType eventType)
    {
        var form = new Form
        {
            ["title"] = template?.Title ?? "",
            ["status"] = WireName<ChangeStatus>.Of(template?.Status ?? ChangeStatuses.First(eventType)),
            ["description"] = template?.Description ?? "",
        };
        foreach (var (status, text) in template?.Messages ?? new Dictionary<string, string>(StringComparer.Ordinal))
            form["text_" + status] = text;
        return form;
    }

    private static string SeenOf(TemplateItem template) =>
        ConcurrencyToken.Create([
            template.Title,
            template.EventType,
            template.Status,
            template.Description,
            .. (template.Messages ?? new Dictionary<string, string>(StringComparer.Ordinal)).SelectMany(m =>
                (string[])[m.Key, m.Value]
            ),
        ]);

    private static void TellChanges(ConsoleRequest request, Form form, TemplateType type, TemplateItem template)
    {
        var now = FormOf(template, template.EventType);
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        foreach (var field in Fields(type, template.EventType).Where(f => form[f] != now[f]))
            form.SetConflict(
                field,
                field == "status"
                    ? new Pharos.StatusPages.PublicSite.Localizer(request.Texts.Language).Of(template.Status)
                    : now[field]
            );
    }

    private static IResult Page(
        ConsoleRequest request,
        PageContext page,
        TemplateType type,
        TemplateItem? template,
        ChangeType eventType,
        Form form,
        int status
    ) =>
        request.Page<TemplatePage>(
            status,
            (nameof(TemplatePage.Page), page),
            (nameof(TemplatePage.Type), type),
            (nameof(TemplatePage.Template), template),
            (nameof(TemplatePage.EventType), eventType),
            (nameof(TemplatePage.Form), form),
            (nameof(TemplatePage.SeenNow), template is null ? "" : SeenOf(template))
        );
}
