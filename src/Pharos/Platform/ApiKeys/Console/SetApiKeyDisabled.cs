using Pharos.Database;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary>
/// Disables or enables a key: <c>POST /console/account/app-keys/{key_id}/disable</c> and <c>…/enable</c>
/// </summary>
internal static class SetApiKeyDisabled
{
    public static readonly FormNotice Disabled = new("disabled", ConsoleTexts.KeyDisabled);
    public static readonly FormNotice Enabled = new("enabled", ConsoleTexts.KeyEnabled);

    public static Task<IResult> Disable(ConsoleRequest request, PharosDb db) => Set(request, db, disabled: true);

    public static Task<IResult> Enable(ConsoleRequest request, PharosDb db) => Set(request, db, disabled: false);

    private static async Task<IResult> Set(ConsoleRequest request, PharosDb db, bool disabled)
    {
        var keyId = (string?)request.Http.Request.RouteValues["keyId"];
        await (disabled ? EditApiKey.Disable : EditApiKey.Enable).Run(new ChosenApiKey(keyId), request.Operation(db));
        return request.See(ShowApiKeys.Path, disabled ? Disabled : Enabled);
    }
}
