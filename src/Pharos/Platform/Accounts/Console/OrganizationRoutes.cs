using Pharos.Web.Forms;

namespace Pharos.Platform.Accounts.Console;

/// <summary><c>/console/account/organization</c></summary>
internal static class OrganizationRoutes
{
    public static void MapOrganization(this IEndpointRouteBuilder console)
    {
        console.MapForm("/account/organization", SaveOrganization.Form, SaveOrganization.Form.Notice);
    }
}
