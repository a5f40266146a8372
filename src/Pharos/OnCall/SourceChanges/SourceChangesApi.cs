using Pharos.Http;

namespace Pharos.OnCall.SourceChanges;

/// <summary><c>/change/</c></summary>
internal static class SourceChangesApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [ListSourceChanges.Info];
}
