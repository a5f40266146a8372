using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary><c>/console/fields</c></summary>
internal static class FieldsRoutes
{
    public static void MapFields(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/fields",
            ShowFields.Handle,
            AddField.Form.Notice,
            SaveField.Form.Notice,
            RemoveField.Form.Notice
        );
        console.MapForm("/fields/new", AddField.Form);
        console.MapForm("/fields/{fieldId}", SaveField.Form);
        console.MapForm("/fields/{fieldId}/delete", RemoveField.Form);
    }
}
