using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>The change that a screen shows.</summary>
/// <param name="Revision">Incremented by every write to the change.</param>
public sealed record ChangeContext(PageContext Page, ChangeItem Change, long Revision)
{
    public string Address => ChangeAddress.For(Page.PageId, Change.ChangeId);

    /// <summary>Its address on the public or internal site.</summary>
    public string SiteAddress =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Page.SiteAddress}/events/{Change.ChangeId}"
        );

    public bool IsOver => Change.Status.IsTerminal();

    /// <summary>Whether it is only announced: the statuses that its updates name do not apply yet.</summary>
    public bool IsAhead => Change.Status == ChangeStatus.Scheduled;

    /// <summary>The concurrency token of forms about the change.</summary>
    public string Seen => ConcurrencyToken.Create(Change.ChangeId, Revision);

    /// <summary>When the next update is promised, in unix seconds; null without a promise.</summary>
    public long? NextUpdateAt => IsOver ? null : Change.Updates[^1].NextUpdateAtSeconds;

    /// <summary>The current status of each affected component.</summary>
    public IReadOnlyDictionary<string, ComponentStatus> Touched =>
        Change.AffectedComponents.ToDictionary(c => c.ComponentId, c => c.Status, StringComparer.Ordinal);

    /// <summary>The worst current status of any affected component.</summary>
    public string Icon => StateOf(Change);

    /// <summary>The state shown in lists, by type and worst current status.</summary>
    public static string StateOf(ChangeItem change) =>
        change.Status.IsTerminal()
            ? "operational"
            : StatusIcon.Name(change.Type, change.AffectedComponents.Select(c => c.Status).DefaultIfEmpty().Max());

    /// <summary>Reads the change named in the URL.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<ChangeContext> Find(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var changeId = Validate.IdText((string)request.Http.Request.RouteValues["changeId"]!, "change_id");
        var row = await db
            .Changes.AsNoTracking()
            .SingleOrDefaultAsync(c => c.ChangeId == changeId && c.PageId == page.PageId, request.Cancel)
            ?? throw Errors.NotFound("change_id");
        return new ChangeContext(page, (await ChangeReader.Items(db, [row], request.Cancel))[0], row.Revision);
    }

    /// <summary>
    /// Whether the change was written to since the form was shown. Call within the write transaction, with the page
    /// locked.
    /// </summary>
    public static async Task<bool> IsChanged(ConsoleRequest request, PharosDb db, long changeId)
    {
        var revision = await db
            .Changes.Where(c => c.ChangeId == changeId)
            .Select(c => (long?)c.Revision)
            .SingleOrDefaultAsync(request.Cancel);
        return request.Field(ConcurrencyToken.Field) != ConcurrencyToken.Create(changeId, revision);
    }

    /// <summary>The timeline entry named in the URL.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public UpdateItem Entry(ConsoleRequest request)
    {
        var updateId = (string)request.Http.Request.RouteValues["updateId"]!;
        return Change.Updates.FirstOrDefault(u => u.UpdateId == updateId) ?? throw Errors.NotFound("update_id");
    }
}
