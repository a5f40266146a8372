using Pharos.Http;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Audit;
using Pharos.Platform.Members;
using Pharos.Platform.Persons;
using Pharos.Platform.Roles;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Sessions;
using Pharos.Platform.Teams;
using Pharos.StatusPages;

namespace Pharos.Host;

/// <summary>All operations of all areas.</summary>
internal static class PharosOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. StatusPageApi.Operations,
        .. AccountsApi.Operations,
        .. SessionsApi.Operations,
        .. SecondFactorApi.Operations,
        .. ApiKeysApi.Operations,
        .. MembersApi.Operations,
        .. PersonsApi.Operations,
        .. RolesApi.Operations,
        .. TeamsApi.Operations,
        .. AuditApi.Operations,
    ];

    /// <summary>Maps the operations that have a public route.</summary>
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var endpoints = new OperationEndpoints(app);
        foreach (var operation in All)
        {
            if (operation.Path is not null)
                operation.Map(endpoints);
        }
    }
}
