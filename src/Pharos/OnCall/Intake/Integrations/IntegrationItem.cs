using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>An integration, as the API returns it.</summary>
/// <param name="DataSourceId">The old name of the ID.</param>
/// <param name="IntegrationKey">The secret in the address that events are pushed to.</param>
/// <param name="PluginTypeName">The type in the caller's language.</param>
/// <param name="LastTime">When the last event arrived; 0 for never.</param>
public sealed record IntegrationItem(
    long AccountId,
    long IntegrationId,
    long DataSourceId,
    string IntegrationKey,
    IntegrationCategory Category,
    IntegrationType PluginType,
    string PluginTypeName,
    string Name,
    string Description,
    [property: AllowedValues("enabled", "disabled")] string Status,
    long TeamId,
    string RefId,
    IntegrationSettings Settings,
    long CreatorId,
    long UpdatedBy,
    long CreatedAt,
    long UpdatedAt,
    long LastTime
);

/// <summary>Reads integrations as a caller may see them.</summary>
internal static class IntegrationReader
{
    /// <summary>The account's integrations, except those of spaces that the caller may not see.</summary>
    public static IQueryable<IntegrationRow> For(PharosDb db, Caller caller, SpaceAccess access)
    {
        var all = db.Integrations.Where(i => i.AccountId == caller.AccountId);
        return access.HiddenIds.Count == 0
            ? all
            : all.Where(i => i.SpaceId == null || !EF.Parameter(access.HiddenIds).Contains(i.SpaceId.Value));
    }

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<IntegrationRow> Find(
        PharosDb db,
        Caller caller,
        SpaceAccess access,
        long integrationId,
        CancellationToken cancel
    ) =>
        await For(db, caller, access).SingleOrDefaultAsync(i => i.IntegrationId == integrationId, cancel)
        ?? throw Errors.NotFound("integration_id");

    /// <summary>
    /// An integration of a space is changed by those who may change the space; one of a team by the team, its creator
    /// and administrators.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public static async Task DemandEdit(
        PharosDb db,
        Caller caller,
        SpaceAccess access,
        IntegrationRow row,
        CancellationToken cancel
    )
    {
        if (row.SpaceId is { } spaceId)
            access.DemandEdit(await access.Find(db, caller, spaceId, cancel, "integration_id"));
        else if (
            row.TeamId is { } teamId
            && !access.IsAdmin
            && row.CreatorId != caller.MemberId
            && !access.TeamIds.Contains(teamId)
        )
            throw new ApiException(ErrorCode.AccessDenied, new Message(IntegrationTexts.IntegrationOfTeam));
    }

    public static IntegrationItem Item(IntegrationRow row, Language language) =>
        new(
            row.AccountId,
            row.IntegrationId,
            row.IntegrationId,
            row.Key,
            IntegrationTypes.Category(row.Type),
            row.Type,
            IntegrationTypes.Name(row.Type).In(language),
            row.Name,
            row.Description,
            row.IsDisabled ? "disabled" : "enabled",
            row.TeamId ?? 0,
            row.RefId ?? "",
            IntegrationSettings.Parse(row.Settings) with
            {
                ChannelId = row.SpaceId ?? 0,
            },
            row.CreatorId,
            row.UpdatedBy,
            row.CreatedAt,
            row.UpdatedAt,
            row.LastEventAt ?? 0
        );
}
