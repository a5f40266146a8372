using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Changes.Timeline;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Adds an update to a change, which may end or reopen it: <c>POST /console/pages/{page_id}/events/{change_id}</c>. An
/// update that ends a change sets all affected components to operational, because the operation rejects anything else.
/// </summary>
internal static class AddUpdate
{
    public static readonly FormNotice Updated = new("updated", ChangeTexts.EventUpdated);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var components = await PageComponents.Read(db, opened.Page.PageId, request.Cancel);
        var picked = Picked.Read(request, components);
        var form = Form.From(request, "status", "message", "next", "notify", "at", LocalTime.MomentField("at"), "text");
        if (request.Field("do") == "text")
            return await UseText(request, db, opened, form, picked);
        if (Ends(form) && string.IsNullOrWhiteSpace(form["message"]))
        {
            // Without a script, the form proposes now what the script proposes when the state is chosen.
            (form["message"], form["next"]) = (EndText(opened), "0");
            form.Refuse("message", request.Texts[ChangeTexts.UpdateCheckText]);
            picked = new Picked(
                opened.Touched.ToDictionary(c => c.Key, _ => ComponentStatus.Operational, StringComparer.Ordinal)
            );
            return await ShowChange.Page(request, db, opened, form, picked);
        }

        try
        {
            var update = ToRequest(request, opened, components, picked, form);
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            await write.LockPage(request.Caller.AccountId, opened.Page.PageId, request.Cancel);
            if (await ChangeContext.IsChanged(request, db, opened.Change.ChangeId))
            {
                form.Says = request.Texts[ChangeTexts.EventConflict];
                return await ShowChange.Page(request, db, await ChangeContext.Find(request, db), form, picked);
            }

            await CreateTimeline.Info.Run(update, op.Within(write));
            await write.Commit(request.Cancel);
            return request.See(opened.Address, Updated);
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("description", "message", PublishTexts.EventMessage),
                    ("component_changes", "components", PublishTexts.EventComponents),
                    ("at_seconds", "at", ChangeTexts.EventAt),
                    ("next_update", "next", PublishTexts.EventNext),
                    ("status", "status", PublishTexts.EventStatus)
                )
            )
        {
            db.ChangeTracker.Clear();
            return await ShowChange.Page(request, db, opened, form, picked);
        }
    }

    /// <summary>The text that is proposed for the update that ends a change, in the page's language.</summary>
    public static string EndText(ChangeContext opened) =>
        (
            opened.Change.Type == ChangeType.Incident ? ChangeTexts.UpdateResolvedText : ChangeTexts.UpdateCompletedText
        ).In(opened.Page.Language);

    private static bool Ends(Form form) =>
        WireName<ChangeStatus>.TryParse(form["status"], out var status) && status.IsTerminal();

    private static CreateTimelineRequest ToRequest(
        ConsoleRequest request,
        ChangeContext opened,
        PageComponents components,
        Picked picked,
        Form form
    )
    {
        var status = WireName<ChangeStatus>.TryParse(form["status"], out var asked) ? asked : opened.Change.Status;
        var changes = picked.ToFields(opened.Touched);
        if (status.IsTerminal())
        {
            // Components deleted from the page are left out.
            var there = components.All.Select(c => c.ComponentId).ToHashSet(StringComparer.Ordinal);
            changes =
            [
                .. opened
                    .Touched.Where(c => c.Value != ComponentStatus.Operational && there.Contains(c.Key))
                    .Select(c => new ComponentChangeFields
                    {
                        ComponentId = c.Key,
                        Status = ComponentStatus.Operational,
                    }),
            ];
        }

        return new CreateTimelineRequest
        {
            PageId = opened.Page.PageId,
            ChangeId = opened.Change.ChangeId,
            Status = status,
            Description = form["message"],
            ComponentChanges = changes,
            AtSeconds = LocalTime.Read(form, "at", request.Zone, "at_seconds"),
            NotifySubscribers = form.Has("notify"),
            NextUpdateAtSeconds =
                status.IsTerminal() || opened.Change.Type == ChangeType.Maintenance
                    ? null
                    : PublishDraft.PromisedAt(form["next"], request.Clock.Seconds()),
        };
    }

    /// <summary>Appends a prepared text to what was typed.</summary>
    private static async Task<IResult> UseText(
        ConsoleRequest request,
        PharosDb db,
        ChangeContext opened,
        Form form,
        Picked picked
    )
    {
        var result = await PreparedTexts.Find(db, opened, form["text"], request.Cancel);
        if (result is { } text)
        {
            form["message"] = string.IsNullOrWhiteSpace(form["message"])
                ? text.Text
                : form["message"].TrimEnd() + "\n\n" + text.Text;
            form["status"] = WireName<ChangeStatus>.ToWire(text.Status);
        }

        return await ShowChange.Page(request, db, opened, form, picked);
    }
}
