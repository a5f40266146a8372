using Pharos.Web;

namespace Pharos.Platform.Setup.Console;

/// <summary><c>/console/setup</c></summary>
internal static class SetupRoutes
{
    public static void MapSetup(this IEndpointRouteBuilder console)
    {
        console.MapAnonymousPage("/setup", SetUp.Show);
        console.MapAnonymousForm("/setup", SetUp.Handle);
    }
}
