using Pharos.Web;

namespace Pharos.Platform.Profile.Console;

/// <summary><c>/console/account/profile</c></summary>
internal static class ProfileRoutes
{
    public static void MapProfile(this IEndpointRouteBuilder console)
    {
        console.MapPage("/account/profile", ShowProfile.Handle);
        console.MapForm("/account/profile", SaveProfile.Handle);
    }
}
