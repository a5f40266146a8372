using Pharos.Http;

namespace Pharos.Platform.ApiKeys;

/// <summary>API keys of members, without public routes.</summary>
internal static class ApiKeysApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ListApiKeys.Info, CreateApiKey.Info, EditApiKey.Disable, EditApiKey.Enable, EditApiKey.Delete, EditApiKey.Revoke];
}
