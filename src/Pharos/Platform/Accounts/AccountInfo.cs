using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Accounts;

/// <summary>Returns the account of the key. Clients call it to test a key: <c>POST /account/info</c></summary>
internal static class AccountInfo
{
    public static readonly Operation<AccountInfoRequest, AccountItem> Info = new(
        "/account/info",
        "Get the account of the key",
        Handle
    )
    {
        Kind = OperationKind.Ask,
    };

    private static async Task<AccountItem> Handle(AccountInfoRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        return new AccountItem(
            account.AccountId,
            account.Name,
            // Keys for some pages work too, but see nothing of the account's members.
            caller.ApiKeyScope.PageIds
                is null
                ? account.Email
                : null,
            account.Locale,
            account.TimeZone,
            account.CreatedAt
        );
    }
}

/// <summary>A request without fields.</summary>
public sealed record AccountInfoRequest;

/// <param name="Email">The contact; absent for keys that are limited to some pages.</param>
/// <param name="Locale">A BCP 47 tag, such as <c>en-US</c>.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record AccountItem(
    long AccountId,
    string AccountName,
    string? Email,
    string Locale,
    string TimeZone,
    long CreatedAt
);
