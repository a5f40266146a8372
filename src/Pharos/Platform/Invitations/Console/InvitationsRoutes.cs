using Pharos.Web;

namespace Pharos.Platform.Invitations.Console;

/// <summary><c>/console/invitations</c></summary>
internal static class InvitationsRoutes
{
    public static void MapInvitations(this IEndpointRouteBuilder console)
    {
        console.MapAnonymousPage("/invitations/{token:maxlength(100)}", Join.Show);
        console.MapAnonymousForm("/invitations/{token:maxlength(100)}", Join.Handle);
    }
}
