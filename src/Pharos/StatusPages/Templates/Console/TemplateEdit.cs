using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>The template that a form is about.</summary>
/// <param name="Template">Null for a new one.</param>
/// <param name="EventType">Given by the address or the form of a new template, else by the template.</param>
internal sealed record TemplateEdit(PageContext Page, TemplateType Type, TemplateItem? Template, ChangeType EventType)
{
    /// <summary>Whether it prepares how a change starts, and not texts for its updates.</summary>
    public bool IsStart => Type == TemplateType.PreDefined;

    public string Status => WireName<ChangeStatus>.ToWire(Template?.Status ?? ChangeStatuses.First(EventType));

    public static async Task<TemplateEdit> Find(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var type = TemplateContext.Type(request);
        var template = await TemplateContext.Find(request, db, page, type);
        var asked = HttpMethods.IsPost(request.Http.Request.Method)
            ? request.Field("event_type")
            : request.Query("event");
        return new TemplateEdit(
            page,
            type,
            template,
            template?.EventType
                ?? (WireName<ChangeType>.TryParse(asked, out var eventType) ? eventType : ChangeType.Incident)
        );
    }

    public string TextFor(ChangeStatus status) =>
        Template?.Messages?.GetValueOrDefault(WireName<ChangeStatus>.ToWire(status)) ?? "";
}
