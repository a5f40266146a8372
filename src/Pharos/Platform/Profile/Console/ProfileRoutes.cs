using Pharos.Web.Forms;

namespace Pharos.Platform.Profile.Console;

/// <summary><c>/console/account/profile</c></summary>
internal static class ProfileRoutes
{
    public static void MapProfile(this IEndpointRouteBuilder console)
    {
        console.MapForm("/account/profile", SaveProfile.Form, SaveProfile.Form.Notice);
    }
}
