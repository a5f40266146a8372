using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Spaces.Console;

/// <summary><c>/console/spaces</c>, except the rules of a space</summary>
internal static class SpacesRoutes
{
    public static void MapSpaces(this IEndpointRouteBuilder console)
    {
        console.MapPage("/spaces", ShowSpaces.Handle, RemoveSpace.Form.Notice);
        console.MapForm("/spaces/new", AddSpace.Form);
        console.MapForm(
            "/spaces/{spaceId}",
            SaveSpace.Form,
            SaveSpace.Form.Notice,
            AddSpace.Form.Notice,
            SetSpaceState.Enabled,
            SetSpaceState.Disabled
        );
        console.MapForm("/spaces/{spaceId}/state", SetSpaceState.Handle, Permissions.SpacesManage);
        console.MapForm("/spaces/{spaceId}/delete", RemoveSpace.Form);
    }
}
