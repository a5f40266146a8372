namespace Pharos.Console.Organisation;

/// <summary><c>/console/account/organisation</c></summary>
internal static class OrganisationRoutes
{
    public static void MapOrganisation(this IEndpointRouteBuilder console)
    {
        console.Read("/account/organisation", ShowOrganisation.Handle);
        console.Submit("/account/organisation", SaveOrganisation.Handle);
    }
}
