using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Routes;

/// <summary>Replaces the route of a shared integration: <c>POST /route/upsert</c></summary>
internal static class UpsertRoute
{
    /// <summary>The number of versions that are kept.</summary>
    private const int MaxHistory = 200;

    public static readonly Operation<UpsertRouteRequest, EmptyResponse> Info = new(
        "/route/upsert",
        "Set the route of an integration",
        Handle
    )
    {
        Permission = Permissions.IntegrationsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.RouteWriteUpsert),
    };

    private static async Task<EmptyResponse> Handle(UpsertRouteRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");
        var version = request.Version is null or 0 ? null : request.Version;
        request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var integration = await IntegrationReader.Find(db, caller, access, id, cancel);
        await IntegrationReader.DemandEdit(db, caller, access, integration, cancel);
        if (integration.SpaceId is not null)
            throw Errors.Invalid(RouteMessages.RouteOfDedicated, "integration_id");
        await DemandSpaces(op, access, request);
        var current = await db.Routes.SingleOrDefaultAsync(r => r.IntegrationId == id && r.IsCurrent, cancel);
        if (version is not null && version != (current?.Version ?? 0))
            throw Errors.Invalid(RouteMessages.StaleVersion, "version");
        if (current is not null)
            current.IsCurrent = false;
        var next = (current?.Version ?? 0) + 1;
        db.Routes.Add(
            new RouteRow
            {
                IntegrationId = id,
                Version = next,
                AccountId = caller.AccountId,
                Body = JsonSerializer.Serialize<RouteFields>(request, WireJson.Options),
                IsCurrent = true,
                CreatedAt = op.Clock.Seconds(),
                CreatorId = caller.MemberId,
            }
        );
        // The first version says who created the route.
        await db
            .Routes.Where(r => r.IntegrationId == id && r.Version > 1 && r.Version <= next - MaxHistory)
            .ExecuteDeleteAsync(cancel);
        write.SetAuditTarget(integration.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    /// <exception cref="ApiException">Names the first space that the caller cannot see.</exception>
    private static async Task DemandSpaces(OperationContext op, SpaceAccess access, RouteFields route)
    {
        var lists = (route.Cases ?? []).Select((c, i) => (c!.ChannelIds, Validate.Index("cases", i) + ".channel_ids"));
        var named = lists
            .Append((route.Default?.ChannelIds, "default.channel_ids"))
            .SelectMany(list =>
                (list.Item1 ?? []).Select((id, i) => (Id: id!.Value, Field: Validate.Index(list.Item2, i)))
            )
            .ToList();
        var ids = named.Select(n => n.Id).Distinct().ToList();
        var found = await access
            .Spaces(op.Db, op.Caller)
            .Where(s => EF.Parameter(ids).Contains(s.SpaceId))
            .Select(s => s.SpaceId)
            .ToHashSetAsync(op.Cancel);
        if (named.Find(n => !found.Contains(n.Id)) is { Field: { } field })
            throw Errors.Invalid(RouteMessages.UnknownSpace, field);
    }
}

/// <summary>Replaces the whole route.</summary>
public sealed record UpsertRouteRequest : RouteFields
{
    [Required]
    public long? IntegrationId { get; set; }

    /// <summary>
    /// The version that was read; the request is refused if it is not the current one. Absent: no check.
    /// </summary>
    public long? Version { get; set; }
}
