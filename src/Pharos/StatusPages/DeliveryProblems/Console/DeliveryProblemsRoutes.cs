namespace Pharos.Console.DeliveryProblems;

/// <summary><c>/console/delivery-problems</c></summary>
internal static class DeliveryProblemsRoutes
{
    public static void MapDeliveryProblems(this IEndpointRouteBuilder console)
    {
        console.Read("/delivery-problems", ShowDeliveryProblems.Handle);
        console.Submit("/delivery-problems/release", ReleaseQuarantined.All);
        console.Submit("/delivery-problems/addresses/{subscriberId}/release", ReleaseQuarantined.Address);
        console.Submit("/delivery-problems/hooks/{hookId}/release", ReleaseQuarantined.Hook);
    }
}
