using Pharos.Web;

namespace Pharos.StatusPages.DeliveryProblems.Console;

/// <summary><c>/console/delivery-problems</c></summary>
internal static class DeliveryProblemsRoutes
{
    public static void MapDeliveryProblems(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/delivery-problems",
            ShowDeliveryProblems.Handle,
            ReleaseQuarantined.Released,
            ReleaseQuarantined.AllReleased
        );
        console.MapForm("/delivery-problems/release", ReleaseQuarantined.All);
        console.MapForm("/delivery-problems/addresses/{subscriberId}/release", ReleaseQuarantined.Address);
        console.MapForm("/delivery-problems/hooks/{hookId}/release", ReleaseQuarantined.Hook);
    }
}
