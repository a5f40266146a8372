using Pharos.Api.AppKeys;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Console.AppKeys;

/// <summary>Asks, and then deletes a key: <c>/console/account/app-keys/{key_id}/delete</c></summary>
internal static class DeleteAppKey
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        var keyId = KeyId(request);
        var keys = await ListAppKeys.Handle(request.Operation(db));
        var key = keys.Find(k => k.KeyId == keyId) ?? throw Problem.NotFound("key_id");
        return request.Page<DeleteAppKeyPage>(StatusCodes.Status200OK, (nameof(DeleteAppKeyPage.Key), key));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        await ChangeAppKey.Delete.Run(new ChosenAppKey(KeyId(request)), request.Operation(db));
        return request.See(ShowAppKeys.Path + "?done=deleted");
    }

    private static string? KeyId(ConsoleRequest request) => (string?)request.Http.Request.RouteValues["keyId"];
}
