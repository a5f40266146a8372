using Pharos.Http;

namespace Pharos.StatusPages.Components;

/// <summary><c>/status-page/component/</c></summary>
internal static class ComponentsApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [UpsertComponents.Info, DeleteComponents.Info];
}
