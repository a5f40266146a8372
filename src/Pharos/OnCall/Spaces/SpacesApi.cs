using Pharos.Http;

namespace Pharos.OnCall.Spaces;

/// <summary><c>/channel/</c></summary>
internal static class SpacesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListSpaces.Info,
        SpaceInfo.Info,
        SpaceInfos.Info,
        CreateSpace.Info,
        UpdateSpace.Info,
        DeleteSpace.Info,
        EnableSpace.Enable,
        EnableSpace.Disable,
        ReorderSpaces.Info,
        StarSpace.Star,
        StarSpace.Unstar,
    ];
}
