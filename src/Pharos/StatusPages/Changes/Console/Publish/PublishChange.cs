using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>Publishes the change, or first shows a summary: <c>POST /console/publish</c></summary>
internal static class PublishChange
{
    public static readonly FormNotice Published = new("published", ChangeTexts.EventPublished);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var draft = await Draft(request, db);
        switch (request.Field("do").Split(':'))
        {
            case ["publish"]:
                break;
            case ["type"]:
                return await ShowPublish.Page(request, db, draft.AsOtherType(request));
            case ["template", var id]:
                var templates = await ShowPublish.Templates(db, draft.Page.PageId, request.Cancel);
                return await ShowPublish.Page(
                    request,
                    db,
                    templates.Find(t => t.TemplateId == id) is { } template
                        ? draft.From(template, templates, request)
                        : draft
                );
            default:
                return await ShowPublish.Page(request, db, draft);
        }

        CheckFields(request.Texts, draft);
        if (!draft.Form.IsRight)
            return await ShowPublish.Page(request, db, draft);
        try
        {
            var made = await CreateChange.Info.Run(
                draft.ToRequest(request.Zone, request.Clock.Seconds()),
                request.Operation(db)
            );
            return request.See(ChangeAddress.For(draft.Page.PageId, made.ChangeId), Published);
        }
        catch (ApiException error) when (Takes(draft, error, request))
        {
            return await ShowPublish.Page(request, db, draft);
        }
    }

    /// <summary>Shows an error of publishing at the field that it is about.</summary>
    public static bool Takes(PublishDraft draft, ApiException error, ConsoleRequest request)
    {
        var isTaken = draft.Form.Takes(
            error,
            request.Texts,
            ("title", "title", PublishTexts.EventTitle),
            ("description", "message", PublishTexts.EventMessage),
            ("updates[0].component_changes", "components", PublishTexts.EventComponents),
            ("updates[0].description", "message", PublishTexts.EventMessage),
            ("updates[0].next", "next", PublishTexts.EventNext),
            ("start_at", "start", PublishTexts.EventStart),
            ("close_at", "end", PublishTexts.EventEnd),
            ("updates[0].at", "start", PublishTexts.EventStart),
            ("auto", "auto", PublishTexts.EventAuto),
            ("status", "status", PublishTexts.EventStatus),
            ("responders", "responders", PublishTexts.EventResponders)
        );
        if (error.Reason == ErrorReason.Missing && draft.Form.Wrong("components") is not null)
            draft.Form.Replace("components", request.Texts[PublishTexts.EventComponentsNone]);
        return isTaken;
    }

    /// <summary>Returns the summary alone, for the script that updates it while the form is filled in.</summary>
    public static async Task<IResult> Look(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var draft = await Draft(request, db);
        return request.Page<PublishSummaryFragment>(
            StatusCodes.Status200OK,
            (nameof(PublishSummaryFragment.Draft), draft),
            (nameof(PublishSummaryFragment.Outlook), await PublishSummary.From(request, db, draft))
        );
    }

    /// <summary>
    /// Checks all fields, so that the form reports their errors together: the operation stops at the first.
    /// </summary>
    private static void CheckFields(ConsoleLocalizer texts, PublishDraft draft)
    {
        var form = draft.Form;
        form.Check(texts, "title", PublishTexts.EventTitle, () => Validate.Line(form["title"], "title", 255));
        form.Check(texts, "message", PublishTexts.EventMessage, () => Validate.Text(form["message"], "message"));
        if (draft.Picked.Statuses.Count == 0)
            form.Refuse("components", texts[PublishTexts.EventComponentsNone]);
    }

    /// <summary>Reads the draft from the posted form.</summary>
    public static async Task<PublishDraft> Draft(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(Validate.IdText(request.Field("page_id"), "page_id"), request, db)
            ?? throw Errors.NotFound("page_id");
        var type = WireName<ChangeType>.TryParse(request.Field("type"), out var asked) ? asked : ChangeType.Incident;
        var components = await PageComponents.Read(db, page.PageId, request.Cancel);
        return new PublishDraft(
            page,
            type,
            Form.From(request, PublishDraft.Fields),
            components,
            Picked.Read(request, components)
        )
        {
            MayTell = await ShowPublish.MayTell(request, db, page),
        };
    }
}
