using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary><c>/console/account/app-keys</c></summary>
internal static class ApiKeysRoutes
{
    public static void MapApiKeys(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/account/app-keys",
            ShowApiKeys.Handle,
            SetApiKeyDisabled.Disabled,
            SetApiKeyDisabled.Enabled,
            DeleteApiKey.Form.Notice
        );
        console.MapRepeatableForm("/account/app-keys", AddApiKey.Handle);
        console.MapForm("/account/app-keys/{keyId}/disable", SetApiKeyDisabled.Disable);
        console.MapForm("/account/app-keys/{keyId}/enable", SetApiKeyDisabled.Enable);
        console.MapForm("/account/app-keys/{keyId}/delete", DeleteApiKey.Form);
    }
}
