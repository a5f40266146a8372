using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary>Creates a custom field: <c>/console/fields/new</c></summary>
internal static class AddField
{
    public const string Path = ShowFields.Path + "/new";

    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.IncidentFieldsManage,
        Find = NewThing.Find,
        Fields =
        [
            new("display_name", FieldsTexts.Name),
            new("field_name", FieldsTexts.Key),
            new("field_type", FieldsTexts.Type, _ =>
                WireName<IncidentFieldType>.ToWire(IncidentFieldType.SingleSelect)
            ),
            new("options", FieldsTexts.Options),
            new("default_value", FieldsTexts.Default),
            new("default_on", FieldsTexts.DefaultOn),
            new("description", FieldsTexts.Description),
        ],
        Page = (request, _, _, form) =>
            Task.FromResult(request.Page<NewFieldPage>(form.Status, (nameof(NewFieldPage.Form), form))),
        Submit = async (_, form, op) =>
        {
            var type = Selection.Of<IncidentFieldType>(form, "field_type");
            await CreateField.Info.Run(
                new CreateFieldRequest
                {
                    DisplayName = form["display_name"],
                    FieldName = form["field_name"].Trim(),
                    FieldType = type,
                    ValueType = type is { } known ? FieldReader.ValueType(known) : null,
                    Options = type is { } one ? FieldInputs.Options(form, one) : null,
                    DefaultValue = type is { } of ? FieldInputs.Default(form, of) : null,
                    Description = form["description"],
                },
                op
            );
            return ShowFields.Path;
        },
        Notice = new("made", FieldsTexts.DoneMade),
    };
}
