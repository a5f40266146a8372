using Pharos.Api.AppKeys;
using Pharos.Storage;

namespace Pharos.Console.AppKeys;

/// <summary>Disables and enables a key: <c>POST /console/account/app-keys/{key_id}/disable</c> and <c>…/enable</c></summary>
internal static class SetAppKeyDisabled
{
    public static Task<IResult> Disable(ConsoleRequest request, StatusDb db) => Set(request, db, disabled: true);

    public static Task<IResult> Enable(ConsoleRequest request, StatusDb db) => Set(request, db, disabled: false);

    private static async Task<IResult> Set(ConsoleRequest request, StatusDb db, bool disabled)
    {
        var keyId = (string?)request.Http.Request.RouteValues["keyId"];
        await (disabled ? ChangeAppKey.Disable : ChangeAppKey.Enable).Run(new ChosenAppKey(keyId), request.Operation(db));
        return request.See($"{ShowAppKeys.Path}?done={(disabled ? "disabled" : "enabled")}");
    }
}
