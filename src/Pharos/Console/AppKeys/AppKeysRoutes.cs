namespace Pharos.Console.AppKeys;

/// <summary><c>/console/account/app-keys</c></summary>
internal static class AppKeysRoutes
{
    public static void MapAppKeys(this IEndpointRouteBuilder console)
    {
        console.Read("/account/app-keys", ShowAppKeys.Handle);
        console.SubmitEach("/account/app-keys", AddAppKey.Handle);
        console.Submit("/account/app-keys/{keyId}/disable", SetAppKeyDisabled.Disable);
        console.Submit("/account/app-keys/{keyId}/enable", SetAppKeyDisabled.Enable);
        console.Read("/account/app-keys/{keyId}/delete", DeleteAppKey.Show);
        console.Submit("/account/app-keys/{keyId}/delete", DeleteAppKey.Handle);
    }
}
