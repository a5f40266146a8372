using Pharos.Web;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary><c>/console/account/app-keys</c></summary>
internal static class ApiKeysRoutes
{
    public static void MapApiKeys(this IEndpointRouteBuilder console)
    {
        console.MapPage("/account/app-keys", ShowApiKeys.Handle);
        console.MapRepeatableForm("/account/app-keys", AddApiKey.Handle);
        console.MapForm("/account/app-keys/{keyId}/disable", SetApiKeyDisabled.Disable);
        console.MapForm("/account/app-keys/{keyId}/enable", SetApiKeyDisabled.Enable);
        console.MapPage("/account/app-keys/{keyId}/delete", DeleteApiKey.Show);
        console.MapForm("/account/app-keys/{keyId}/delete", DeleteApiKey.Handle);
    }
}
