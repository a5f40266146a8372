using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;
using Pharos.Platform.Members;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>Creates or updates an integration: <c>POST /datasource/upsert</c></summary>
internal static class UpsertIntegration
{
    /// <summary>The limit of integrations per account.</summary>
    public const int Max = 2000;

    public static readonly Operation<UpsertIntegrationRequest, UpsertIntegrationResponse> Info = new(
        "/datasource/upsert",
        "Create or update an integration",
        Handle
    )
    {
        Permission = Permissions.IntegrationsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IntegrationWriteUpsert),
    };

    private static async Task<UpsertIntegrationResponse> Handle(UpsertIntegrationRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var desired = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        if (desired.SpaceId is { } spaceId and not 0)
            access.DemandEdit(await access.Find(db, caller, spaceId, cancel, "settings.channel_id"));
        if (desired.TeamId is { } teamId and not 0)
            await SpaceTeams.Demand(db, caller, teamId, "team_id", cancel);
        var row = desired.IntegrationId is { } id
            ? await IntegrationReader.Find(db, caller, access, id, cancel)
            : await Add(desired, op);
        if (desired.IntegrationId is not null)
        {
            await IntegrationReader.DemandEdit(db, caller, access, row, cancel);
            Change(row, desired, request);
        }

        (row.UpdatedBy, row.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return new UpsertIntegrationResponse(row.IntegrationId, row.Key);
    }

    private static async Task<IntegrationRow> Add(NewIntegration desired, OperationContext op)
    {
        var (db, caller, cancel) = op;
        if (await db.Integrations.CountAsync(i => i.AccountId == caller.AccountId, cancel) >= Max)
            throw Errors.Invalid(IntegrationTexts.TooManyIntegrations, Max);
        var now = op.Clock.Seconds();
        var row = new IntegrationRow
        {
            IntegrationId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Type = desired.Type,
            Name = desired.Name,
            Description = desired.Description ?? "",
            TeamId = desired.TeamId is 0 ? null : desired.TeamId,
            SpaceId = desired.SpaceId is 0 ? null : desired.SpaceId,
            Key = NewKey(),
            Settings = (desired.Settings ?? new IntegrationSettings().Check(desired.Type)).ToJson(),
            IsDisabled = desired.IsDisabled == true,
            RefId = desired.RefId,
            CreatorId = caller.MemberId,
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = caller.MemberId,
        };
        db.Integrations.Add(row);
        return row;
    }

    private static void Change(IntegrationRow row, NewIntegration desired, UpsertIntegrationRequest request)
    {
        if (row.Type != desired.Type)
            throw Errors.Invalid(IntegrationTexts.TypeIsFixed, "plugin_type");
        row.Name = desired.Name;
        row.Description = desired.Description ?? row.Description;
        if (desired.TeamId is { } teamId)
            row.TeamId = teamId == 0 ? null : teamId;
        if (desired.SpaceId is { } spaceId)
            row.SpaceId = spaceId == 0 ? null : spaceId;
        row.Settings = desired.Settings?.ToJson() ?? row.Settings;
        row.IsDisabled = desired.IsDisabled ?? row.IsDisabled;
        row.RefId = request.RefId is null ? row.RefId : desired.RefId;
    }

    /// <summary>A key of 32 hexadecimal digits: clients of PagerDuty and Opsgenie accept no other length.</summary>
    internal static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <param name="IntegrationId">Null to create an integration.</param>
/// <param name="TeamId">0 for none, null to keep the team.</param>
/// <param name="SpaceId">0 for none, null to keep the space.</param>
internal sealed record NewIntegration(
    long? IntegrationId,
    IntegrationType Type,
    string Name,
    string? Description,
    long? TeamId,
    long? SpaceId,
    IntegrationSettings? Settings,
    bool? IsDisabled,
    string? RefId
);

/// <summary>Absent optional fields keep their value.</summary>
public sealed record UpsertIntegrationRequest
{
    /// <summary>Absent or 0 to create an integration.</summary>
    public long? IntegrationId { get; set; }

    [Required]
    public string? Name { get; set; }

    /// <summary>The sender; fixed after creation.</summary>
    [Required]
    public IntegrationType? PluginType { get; set; }
    public string? Description { get; set; }

    /// <summary>The owning team; 0 for none.</summary>
    public long? TeamId { get; set; }

    /// <summary>A disabled integration takes no events.</summary>
    public IntegrationStatus? Status { get; set; }

    /// <summary>The integration's ID in another system.</summary>
    public string? RefId { get; set; }
    public IntegrationSettings? Settings { get; set; }

    internal NewIntegration Check()
    {
        var type = Validate.Required(PluginType, "plugin_type");
        return new NewIntegration(
            IntegrationId is null or 0 ? null : Validate.Id(IntegrationId, "integration_id"),
            type,
            Validate.Name(Name, "name", 1, 59),
            Validate.OptionalText(Description, "description", 500),
            TeamId is null or 0 ? TeamId : Validate.Id(TeamId, "team_id"),
            Settings?.ChannelId is null or 0
                ? Settings?.ChannelId
                : Validate.Id(Settings.ChannelId, "settings.channel_id"),
            Settings?.Check(type),
            Status is null ? null : Status == IntegrationStatus.Disabled,
            MemberFields.RefId(RefId, "ref_id")
        );
    }
}

public enum IntegrationStatus
{
    Enabled,
    Disabled,
}

/// <param name="IntegrationKey">The secret in the address that events are pushed to.</param>
public sealed record UpsertIntegrationResponse(long IntegrationId, string IntegrationKey);
