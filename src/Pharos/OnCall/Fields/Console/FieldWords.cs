using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Fields.Console;

/// <summary>The names of the types of custom fields.</summary>
internal static class FieldWords
{
    public static TextKey Text(IncidentFieldType type) =>
        type switch
        {
            IncidentFieldType.Checkbox => FieldsTexts.TypeCheckbox,
            IncidentFieldType.MultiSelect => FieldsTexts.TypeMulti,
            IncidentFieldType.SingleSelect => FieldsTexts.TypeSingle,
            _ => FieldsTexts.TypeText,
        };
}
