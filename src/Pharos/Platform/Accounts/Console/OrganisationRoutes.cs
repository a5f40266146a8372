using Pharos.Web.Forms;

namespace Pharos.Platform.Accounts.Console;

/// <summary><c>/console/account/organisation</c></summary>
internal static class OrganisationRoutes
{
    public static void MapOrganisation(this IEndpointRouteBuilder console)
    {
        console.MapForm("/account/organisation", SaveOrganisation.Form, SaveOrganisation.Form.Notice);
    }
}
