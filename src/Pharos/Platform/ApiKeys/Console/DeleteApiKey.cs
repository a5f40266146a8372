using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary>Asks for confirmation and deletes a key: <c>/console/account/app-keys/{key_id}/delete</c></summary>
internal static class DeleteApiKey
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        var keyId = KeyId(request);
        var keys = await ListApiKeys.Handle(request.Operation(db));
        var key = keys.Find(k => k.KeyId == keyId) ?? throw Errors.NotFound("key_id");
        return request.Page<DeleteApiKeyPage>(StatusCodes.Status200OK, (nameof(DeleteApiKeyPage.Key), key));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        await EditApiKey.Delete.Run(new ChosenApiKey(KeyId(request)), request.Operation(db));
        return request.See(ShowApiKeys.Path + "?done=deleted");
    }

    private static string? KeyId(ConsoleRequest request) => (string?)request.Http.Request.RouteValues["keyId"];
}
