using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary>Asks for confirmation and deletes a custom field: <c>/console/fields/{id}/delete</c></summary>
internal static class RemoveField
{
    public static readonly ConsoleForm<FieldContext> Form = new()
    {
        Permission = Permissions.IncidentFieldsManage,
        Find = FieldContext.Find,
        Page = (request, _, shown, form) =>
            Task.FromResult(request.Page<RemoveFieldPage>(form.Status, (nameof(RemoveFieldPage.Shown), shown))),
        Submit = async (shown, _, op) =>
        {
            await DeleteField.Info.Run(new FieldRequest { FieldId = shown.Field.FieldId }, op);
            return ShowFields.Path;
        },
        Notice = new("deleted", FieldsTexts.DoneDeleted),
    };
}
