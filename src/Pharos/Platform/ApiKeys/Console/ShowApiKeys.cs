using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary>Lists the member's keys, with the form for a new one: <c>GET /console/account/app-keys</c></summary>
internal static class ShowApiKeys
{
    public const string Path = "/console/account/app-keys";

    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db) =>
        Page(request, db, new Form(), null, request.Notice is { } notice ? request.Texts[notice.Text] : null);

    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        Form form,
        CreatedApiKey? created,
        string? done,
        int? status = null
    )
    {
        // Without this, a key that was just used would show "never" for up to a minute.
        await request.Http.RequestServices.GetRequiredService<ApiKeyAuthenticator>().WriteLastUsed(request.Cancel);
        return request.Page<ApiKeysPage>(
            status ?? form.Status,
            (nameof(ApiKeysPage.Keys), await ListApiKeys.Info.Run(OwnApiKeys.Instance, request.Operation(db))),
            (nameof(ApiKeysPage.Form), form),
            (nameof(ApiKeysPage.Pages), await PageNames(request, db)),
            (nameof(ApiKeysPage.Created), created),
            (nameof(ApiKeysPage.Done), done)
        );
    }

    public static Task<Dictionary<long, string>> PageNames(ConsoleRequest request, PharosDb db) =>
        db
            .AccountPages.Where(p => p.AccountId == request.Caller.AccountId)
            .ToDictionaryAsync(p => p.PageId, p => p.Name, request.Cancel);
}
