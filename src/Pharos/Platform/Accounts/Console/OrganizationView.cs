using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Accounts.Console;

/// <summary>What the form shows of an account.</summary>
public sealed record OrganizationView(long AccountId, string Name, string Locale, string TimeZone)
{
    internal static Task<OrganizationView> Find(ConsoleRequest request, PharosDb db) =>
        db
            .Accounts.AsNoTracking()
            .Where(a => a.AccountId == request.Caller.AccountId)
            .Select(a => new OrganizationView(a.AccountId, a.Name, a.Locale, a.TimeZone))
            .SingleAsync(request.Cancel);
}
