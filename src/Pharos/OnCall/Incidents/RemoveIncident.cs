using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// Deletes incidents with their timelines. Their alerts stay, closed and without an incident:
/// <c>POST /incident/remove</c>
/// </summary>
internal static class RemoveIncident
{
    public static readonly Operation<RemoveIncidentRequest, EmptyResponse> Info = new(
        "/incident/remove",
        "Delete incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteRemove) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RemoveIncidentRequest request, OperationContext op)
    {
        var (db, _, cancel) = op;
        var ids = request.CheckIds();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        await IncidentClosing.CloseAlerts(db, op.Clock, write.Incidents, op.Caller.MemberId, cancel);
        await IncidentRemoval.Delete(db, write.Incidents, cancel);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record RemoveIncidentRequest : IncidentIdsRequest;
