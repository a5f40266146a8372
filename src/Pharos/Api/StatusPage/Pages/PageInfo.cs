using System.ComponentModel.DataAnnotations;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Pages;

/// <summary>Gets one page: <c>GET /status-page/info</c></summary>
internal static class PageInfo
{
    public static async Task<PageItem> Handle(PageInfoRequest request, StatusDb db, Caller caller, CancellationToken cancel)
    {
        var page = await PageReader.Find(db, caller, Check.Id(request.PageId, "page_id"), cancel);
        return (await PageReader.Items(db, [page], cancel))[0];
    }
}

public sealed record PageInfoRequest
{
    [Required] public long? PageId { get; set; }
}
