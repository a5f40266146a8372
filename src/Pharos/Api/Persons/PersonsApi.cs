namespace Pharos.Api.Persons;

/// <summary><c>/person/</c></summary>
internal static class PersonsApi
{
    public static void MapPersons(this IEndpointRouteBuilder api) =>
        api.Ask<PersonInfosRequest, PersonInfosResponse>("/person/infos", "Get profiles by ID: of members, deleted ones too, and of the account", PersonInfos.Handle);
}
