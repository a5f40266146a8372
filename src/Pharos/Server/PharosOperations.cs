using Pharos.Api;
using Pharos.Api.Accounts;
using Pharos.Api.AppKeys;
using Pharos.Api.Audit;
using Pharos.Api.Members;
using Pharos.Api.Members.SecondFactor;
using Pharos.Api.Persons;
using Pharos.Api.Roles;
using Pharos.Api.Sessions;
using Pharos.Api.StatusPage;
using Pharos.Api.Teams;

namespace Pharos.Server;

/// <summary>All operations, from the tables of contents of their areas.</summary>
internal static class PharosOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. StatusPageApi.Operations,
        .. AccountsApi.Operations,
        .. SessionsApi.Operations,
        .. SecondFactorApi.Operations,
        .. AppKeysApi.Operations,
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
