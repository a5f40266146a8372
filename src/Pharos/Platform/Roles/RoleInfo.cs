using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>Returns one role: <c>POST /role/info</c></summary>
internal static class RoleInfo
{
    public static readonly Operation<RoleRequest, RoleItem> Info = new("/role/info", "Get role detail", Handle)
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<RoleItem> Handle(RoleRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var roleId = Validate.Id(request.RoleId, "role_id");

        if (BuiltInRoles.Find(roleId) is { } builtIn)
            return RoleItem.From(
                builtIn,
                await db
                    .Accounts.Where(a => a.AccountId == caller.AccountId)
                    .Select(a => a.CreatedAt)
                    .SingleAsync(cancel),
                op.Language
            );
        return RoleItem.From(await RoleReader.FindOwn(db, caller, roleId, cancel));
    }
}
