using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Fields.Console;

/// <summary>The custom field that a screen shows.</summary>
public sealed record FieldContext(FieldItem Field)
{
    public string Path => PathOf(Field.FieldId);

    public static string PathOf(string fieldId) => $"{ShowFields.Path}/{fieldId}";

    /// <summary>Reads the field that the route value <c>{fieldId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    internal static async Task<FieldContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id = (string?)request.Http.Request.RouteValues["fieldId"] ?? "";
        if (!Ids.IsObjectId(id))
            throw Errors.NotFound("field_id");
        return new(await ReadFields.Info.Run(new FieldRequest { FieldId = id }, request.Operation(db)));
    }
}
