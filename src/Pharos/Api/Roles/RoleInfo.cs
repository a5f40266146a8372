using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Roles;

/// <summary>Gets one role: <c>POST /role/info</c></summary>
internal static class RoleInfo
{
    public static async Task<RoleItem> Handle(RoleRequest request, StatusDb db, Caller caller, Language language, CancellationToken cancel)
    {
        caller.DemandAccount();
        var roleId = Check.Id(request.RoleId, "role_id");

        if (BuiltInRoles.Find(roleId) is { } builtIn)
            return RoleItem.Of(builtIn, await db.Accounts.Where(a => a.AccountId == caller.AccountId).Select(a => a.CreatedAt).SingleAsync(cancel), language);
        return RoleItem.Of(await RoleReader.FindOwn(db, caller, roleId, cancel));
    }
}
