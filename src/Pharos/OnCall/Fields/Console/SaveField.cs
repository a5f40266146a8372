using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary>Changes a custom field: <c>/console/fields/{id}</c></summary>
internal static class SaveField
{
    public static readonly ConsoleForm<FieldContext> Form = new()
    {
        Permission = Permissions.IncidentFieldsManage,
        Lock = (write, request) => write.LockOnCall(request.Caller.AccountId, request.Cancel),
        Find = FieldContext.Find,
        Fields =
        [
            new("display_name", FieldsTexts.Name, shown => shown.Field.DisplayName),
            new("options", FieldsTexts.Options, shown => string.Join('\n', shown.Field.Options)),
            new("default_value", FieldsTexts.Default, shown => FieldInputs.DefaultText(shown.Field)),
            new("default_on", FieldsTexts.DefaultOn, shown => FieldInputs.IsOn(shown.Field.DefaultValue)),
            new("description", FieldsTexts.Description, shown => shown.Field.Description),
        ],
        Page = (request, _, shown, form) =>
            Task.FromResult(
                request.Page<FieldPage>(form.Status, (nameof(FieldPage.Shown), shown), (nameof(FieldPage.Form), form))
            ),
        Submit = async (shown, form, op) =>
        {
            var type = shown.Field.FieldType;
            await UpdateField.Info.Run(
                new UpdateFieldRequest
                {
                    FieldId = shown.Field.FieldId,
                    DisplayName = form["display_name"],
                    Description = form["description"],
                    Options = FieldInputs.Options(form, type),
                    DefaultValue = FieldInputs.Default(form, type),
                },
                op
            );
            return ShowFields.Path;
        },
        Notice = new("saved", FieldsTexts.DoneSaved),
    };
}
