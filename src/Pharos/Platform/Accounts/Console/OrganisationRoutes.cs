using Pharos.Web;

namespace Pharos.Platform.Accounts.Console;

/// <summary><c>/console/account/organisation</c></summary>
internal static class OrganisationRoutes
{
    public static void MapOrganisation(this IEndpointRouteBuilder console)
    {
        console.MapPage("/account/organisation", ShowOrganisation.Handle);
        console.MapForm("/account/organisation", SaveOrganisation.Handle);
    }
}
