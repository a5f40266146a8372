using Pharos.Http;

namespace Pharos.OnCall.Intake.Routes;

/// <summary><c>/route/</c></summary>
internal static class RoutesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ReadRoutes.Info, ReadRoutes.List, ReadRoutes.History, UpsertRoute.Info, PreviewRoute.Info];
}
