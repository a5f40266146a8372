using Pharos.Http;

namespace Pharos.Platform.ApiKeys;

/// <summary>API keys of members, without public routes.</summary>
internal static class AppKeysApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        CreateApiKey.Info,
        ChangeApiKey.Disable,
        ChangeApiKey.Enable,
        ChangeApiKey.Delete,
    ];
}
