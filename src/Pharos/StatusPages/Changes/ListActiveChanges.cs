using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>Lists a page's events of one type that are not over, newest start first: <c>GET /status-page/change/active/list</c></summary>
internal static class ListActiveChanges
{
    public static readonly Operation<ListActiveChangesRequest, ListChangesResponse> Info =
        new("/status-page/change/active/list", "List in-progress events of one type", Handle)
        {
            Kind = OperationKind.Read,
        };

    private static async Task<ListChangesResponse> Handle(ListActiveChangesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var type = Validate.Required(request.Type, "type");
        var paging = Paging.Check(request.P, request.Limit, limitByDefault: 20);

        await PageReader.Exists(db, caller, pageId, cancel);
        var open = ChangeStatuses.For(type).Where(s => !s.IsTerminal()).ToList();
        var (rows, total, hasNext) = await paging.Of(
            db.Changes.AsNoTracking().Where(c => c.PageId == pageId && c.Type == type && open.Contains(c.Status))
                .OrderByDescending(c => c.StartAt).ThenByDescending(c => c.ChangeId), cancel);
        return new ListChangesResponse(await ChangeReader.Items(db, rows, cancel), total, hasNext);
    }
}

public sealed record ListActiveChangesRequest
{
    [Required] public long? PageId { get; set; }
    [Required] public ChangeType? Type { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }
}
