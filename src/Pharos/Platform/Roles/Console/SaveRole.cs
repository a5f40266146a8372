using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>Changes a role: <c>POST /console/roles/{role_id}</c></summary>
internal static class SaveRole
{
    public static readonly (string Wire, string Field, TextKey Label)[] Fields =
    [
        ("role_name", "name", RolesTexts.RoleName),
        ("description", "description", RolesTexts.RoleDescription),
        ("permission_ids", "permission_ids", RolesTexts.RolePermissions),
    ];

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.RolesManage);
        var form = Form.From(request, "name", "description", "permission_ids");
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockAccount(request.Caller.AccountId, request.Cancel);
        var shown = await RoleContext.Find(request, db);
        if (shown.Seen != request.Field(ConcurrencyToken.Field))
            return await ChangedMeanwhile(request, db, shown, form);
        try
        {
            await UpsertRole.Info.Run(Typed(shown.Role.RoleId, form), op.Within(write));
            await write.Commit(request.Cancel);
            return request.See(shown.Path + "?done=saved");
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, Fields))
        {
            return await ShowRole.Page(request, db, shown, form, form.Status);
        }
    }

    /// <summary>What is typed and ticked; anything else than our own form could send is refused.</summary>
    public static UpsertRoleRequest Typed(long? roleId, Form form) =>
        new()
        {
            RoleId = roleId,
            RoleName = form["name"],
            Description = form["description"],
            PermissionIds =
            [
                .. form.Values("permission_ids")
                    .Distinct(StringComparer.Ordinal)
                    .Select(id => (long?)Validate.IdText(id, "permission_ids")),
            ],
        };

    private static Task<IResult> ChangedMeanwhile(ConsoleRequest request, PharosDb db, RoleContext now, Form form)
    {
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        form.SetConflict("name", now.Role.RoleName);
        form.SetConflict("description", now.Role.Description);
        var typed = PermissionCatalogue.FromIds(Typed(null, form).PermissionIds!.OfType<long>());
        if (typed != PermissionCatalogue.FromIds(now.Role.PermissionIds))
        {
            form.SetConflict(
                "permission_ids",
                string.Join(
                    "; ",
                    PermissionCatalogue
                        .All.Where(p => now.Role.PermissionIds.Contains(p.Id))
                        .Select(p => new Message(p.Says).In(request.Texts.Language))
                )
            );
        }

        return ShowRole.Page(request, db, now, form, StatusCodes.Status409Conflict);
    }
}
