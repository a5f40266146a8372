using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Changes;

/// <summary>Gets one event with its timeline: <c>GET /status-page/change/info</c></summary>
internal static class ChangeInfo
{
    public static ValueTask<byte[]> Handle(
        ChangeInfoRequest request, FinishedAnswers answers, IDbContextFactory<StatusDb> databases, Caller caller, CancellationToken cancel)
    {
        var pageId = Check.Id(request.PageId, "page_id");
        var changeId = Check.Id(request.ChangeId, "change_id");
        caller.Narrowing.DemandPage(pageId);
        return answers.Get(new AnswerKey(caller.AccountId, pageId, "change", changeId), cancel => Make(databases, caller, pageId, changeId, cancel), cancel);
    }

    private static async Task<byte[]> Make(IDbContextFactory<StatusDb> databases, Caller caller, long pageId, long changeId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        var change = await db.Changes.AsNoTracking().SingleOrDefaultAsync(
            c => c.ChangeId == changeId && c.PageId == pageId && db.Pages.Any(p => p.PageId == pageId && p.AccountId == caller.AccountId), cancel);
        if (change is null)
        {
            await Pages.PageReader.Exists(db, caller, pageId, cancel);
            throw Problem.NotFound("change_id");
        }

        return JsonSerializer.SerializeToUtf8Bytes((await ChangeReader.Items(db, [change], cancel))[0], WireJson.Options);
    }
}

public sealed record ChangeInfoRequest
{
    [Required] public long? PageId { get; set; }
    [Required] public long? ChangeId { get; set; }
}
