using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Accounts;

/// <summary>
/// Updates an account's settings. Run from the console and the command line. Requires the permission to manage members;
/// the time zone also changes public pages, so it requires the permission to manage pages too.
/// </summary>
internal static class UpdateAccount
{
    public static readonly Operation<UpdateAccountRequest, EmptyResponse> Info = new("Update the account", Handle)
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.AccountWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(UpdateAccountRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var errors = new FieldErrors();
        var name = request.Name is null ? null : errors.Check(() => Validate.Line(request.Name, "name", 255));
        var locale = errors.Check(() => MemberFields.Locale(request.Locale, "locale"));
        var zone = request.TimeZone is null
            ? null
            : errors.Check(() =>
                MemberFields.TimeZone(request.TimeZone, "time_zone") ?? throw Errors.Missing("time_zone")
            );
        errors.ThrowIfAny();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var account = await db.Accounts.SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        (account.Name, account.Locale) = (name ?? account.Name, locale ?? account.Locale);
        if (zone is not null && zone != account.TimeZone)
        {
            caller.Demand(Permissions.StatusPagesManage);
            account.TimeZone = zone;
            // Every page shows times in this zone.
            foreach (
                var pageId in await db
                    .AccountPages.Where(p => p.AccountId == caller.AccountId)
                    .OrderBy(p => p.PageId)
                    .Select(p => p.PageId)
                    .ToListAsync(cancel)
            )
                await write.LockPage(caller.AccountId, pageId, cancel);
        }

        write.SetAuditTarget(account.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>Absent fields keep their value.</summary>
internal sealed record UpdateAccountRequest
{
    public string? Name { get; init; }

    /// <summary>
    /// The language of new members and of automatic maintenance updates: <c>zh-CN</c> or <c>en-US</c>.
    /// </summary>
    public string? Locale { get; init; }

    /// <summary>An IANA name, for times and days on the account's pages.</summary>
    public string? TimeZone { get; init; }
}
