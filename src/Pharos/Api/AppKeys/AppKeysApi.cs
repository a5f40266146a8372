namespace Pharos.Api.AppKeys;

/// <summary>API keys of members, without public routes.</summary>
internal static class AppKeysApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        CreateAppKey.Info,
        ChangeAppKey.Disable,
        ChangeAppKey.Enable,
        ChangeAppKey.Delete,
    ];
}
