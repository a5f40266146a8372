using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Fields.Console;

/// <summary>The custom fields that a member may see, oldest first.</summary>
internal static class IncidentFields
{
    public static async Task<IReadOnlyList<FieldItem>> Read(ConsoleRequest request, PharosDb db) =>
        request.May(Permissions.IncidentFieldsRead)
            ? (await ReadFields.List.Run(new ListFieldsRequest { Asc = true }, request.Operation(db))).Items
            : [];
}
