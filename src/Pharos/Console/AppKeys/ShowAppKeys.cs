using Microsoft.EntityFrameworkCore;
using Pharos.Api.AppKeys;
using Pharos.Api.Callers;
using Pharos.Console.Forms;
using Pharos.Storage;

namespace Pharos.Console.AppKeys;

/// <summary>Lists the member's keys, with the form that makes one: <c>GET /console/account/app-keys</c></summary>
internal static class ShowAppKeys
{
    public const string Path = "/console/account/app-keys";

    public static Task<IResult> Handle(ConsoleRequest request, StatusDb db) => Page(request, db, new Form(), null, Done(request));

    public static async Task<IResult> Page(ConsoleRequest request, StatusDb db, Form form, CreatedAppKey? created, string? done)
    {
        // Else a key that was just used would read "never" for up to a minute.
        await request.Http.RequestServices.GetRequiredService<KeyRing>().WriteLastUsed(request.Cancel);
        return request.Page<AppKeysPage>(
            form.Status,
            (nameof(AppKeysPage.Keys), await ListAppKeys.Handle(request.Operation(db))), (nameof(AppKeysPage.Form), form),
            (nameof(AppKeysPage.Pages), await PageNames(request, db)), (nameof(AppKeysPage.Created), created), (nameof(AppKeysPage.Done), done));
    }

    private static Task<Dictionary<long, string>> PageNames(ConsoleRequest request, StatusDb db) =>
        db.Pages.Where(p => p.AccountId == request.Caller.AccountId).OrderBy(p => p.CreatedAt).ThenBy(p => p.PageId).ToDictionaryAsync(p => p.PageId, p => p.Name, request.Cancel);

    /// <summary>What the form that led here did.</summary>
    private static string? Done(ConsoleRequest request) => request.Query("done") switch
    {
        "disabled" => request.Texts["KeyDisabled"],
        "enabled" => request.Texts["KeyEnabled"],
        "deleted" => request.Texts["KeyDeleted"],
        _ => null,
    };
}
