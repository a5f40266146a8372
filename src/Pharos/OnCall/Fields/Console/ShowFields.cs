using Pharos.Database;
using Pharos.Web;

namespace Pharos.OnCall.Fields.Console;

/// <summary>Lists the custom fields of incidents: <c>GET /console/fields</c></summary>
internal static class ShowFields
{
    public const string Path = "/console/fields";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var list = await ReadFields.List.Run(new ListFieldsRequest { Asc = true }, request.Operation(db));
        return request.Page<FieldsPage>(StatusCodes.Status200OK, (nameof(FieldsPage.Fields), list.Items));
    }
}
