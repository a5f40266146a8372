using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>Creates a role: <c>/console/roles/new</c></summary>
internal static class AddRole
{
    public static Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.RolesManage);
        return Task.FromResult(Page(request, new Form()));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.RolesManage);
        var form = Form.From(request, "name", "description", "permission_ids");
        try
        {
            var made = await UpsertRole.Info.Run(SaveRole.Typed(null, form), request.Operation(db));
            return request.See(FormattableString.Invariant($"{ShowRoles.Path}/{made.RoleId}?done=made"));
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, SaveRole.Fields))
        {
            return Page(request, form);
        }
    }

    private static IResult Page(ConsoleRequest request, Form form) =>
        request.Page<NewRolePage>(form.Status, (nameof(NewRolePage.Form), form));
}
