using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall;

/// <summary>
/// Operations that clients know and that depend on services of another vendor. They say so, instead of being unknown.
/// </summary>
internal static class NotOffered
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        new Operation<EmptyRequest, WarRoomIntegrations>(
            "/datasource/im/war-room-enabled/list",
            "List chat integrations with war rooms; always empty",
            (_, _) => Task.FromResult(new WarRoomIntegrations([]))
        )
        {
            Kind = OperationKind.Ask,
            IsForAccount = true,
        },
        Refused("/datasource/im/person/try-link", Permissions.IntegrationsManage),
        Refused("/incident/sdp/request/list", Permissions.IncidentsRead),
        Refused("/incident/war-room/add-member", Permissions.IncidentsManage),
        Refused("/incident/war-room/create", Permissions.IncidentsManage),
        Refused("/incident/war-room/default-observers", Permissions.IncidentsRead),
        Refused("/incident/war-room/delete", Permissions.IncidentsManage),
        Refused("/incident/war-room/detail", Permissions.IncidentsRead),
        Refused("/incident/war-room/list", Permissions.IncidentsRead),
        Refused("/oncall/license/list", Permissions.None),
    ];

    private static Operation<EmptyRequest, EmptyResponse> Refused(string path, Permissions permission) =>
        new(path, "Not offered by this server", (_, _) =>
            throw new ApiException(ErrorCode.ResourceNotFound, new Message(OnCallMessages.NotOffered))
        )
        {
            Kind = OperationKind.Ask,
            Permission = permission,
            IsForAccount = true,
        };
}

/// <summary>A request without fields.</summary>
public sealed record EmptyRequest;

/// <param name="Items">Always empty.</param>
public sealed record WarRoomIntegrations(IReadOnlyList<EmptyResponse> Items);
