using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Spaces;

/// <summary>The fields that creating and updating a space have in common.</summary>
public abstract record SpaceFields
{
    public string? Description { get; set; }

    /// <summary>Up to three teams that may edit the space like its owner.</summary>
    [MaxLength(3)]
    public List<long?>? ManagingTeamIds { get; set; }

    /// <summary>How alerts are grouped into incidents; not at all unless set.</summary>
    public GroupFields? Group { get; set; }

    /// <summary>When an incident counts as flapping; detected and only marked unless set.</summary>
    public FlappingFields? Flapping { get; set; }

    /// <summary>After how many seconds an incident closes by itself, up to 30 days; 0 for never.</summary>
    public long? AutoResolveTimeout { get; set; }

    /// <summary>From when that time counts; from the start of the incident unless set.</summary>
    public AutoResolveMode? AutoResolveMode { get; set; }

    /// <summary>Visible only to its teams, its creator and administrators.</summary>
    public bool? IsPrivate { get; set; }

    /// <summary>True to mark no incidents as rare.</summary>
    public bool? DisableOutlierDetection { get; set; }

    /// <summary>True to keep an incident open when all its alerts have recovered.</summary>
    public bool? DisableAutoClose { get; set; }

    /// <summary>Whether outsiders may report incidents by a link.</summary>
    public bool? IsExternalReportEnabled { get; set; }

    /// <summary>Validates these fields and sets those that are present.</summary>
    /// <param name="row">The space.</param>
    /// <returns>A new token of the form for outsiders; null if it did not change.</returns>
    internal string? Apply(SpaceRow row)
    {
        row.Description = Description is null ? row.Description : CheckDescription();
        row.ManagingTeamIds = ManagingTeamIds is null ? row.ManagingTeamIds : [.. CheckManagingTeamIds()];
        row.Grouping = Group is null ? row.Grouping : SpaceSettings.Check(Group);
        row.Flapping = Flapping is null ? row.Flapping : SpaceSettings.Check(Flapping);
        row.AutoResolveSeconds = AutoResolveTimeout ?? row.AutoResolveSeconds;
        row.AutoResolveMode = AutoResolveMode ?? row.AutoResolveMode;
        row.IsPrivate = IsPrivate ?? row.IsPrivate;
        row.MarksRare = !DisableOutlierDetection ?? row.MarksRare;
        row.ClosesOnRecovery = !DisableAutoClose ?? row.ClosesOnRecovery;
        if (IsExternalReportEnabled is not { } enabled || enabled == row.ReportTokenHash is not null)
            return null;
        var token = enabled ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : null;
        row.ReportTokenHash = token is null ? null : HashToken(token);
        return token;
    }

    /// <summary>Validates these fields before the database is touched.</summary>
    private protected void CheckCommon()
    {
        CheckDescription();
        CheckManagingTeamIds();
        if (Group is not null)
            SpaceSettings.Check(Group);
        if (Flapping is not null)
            SpaceSettings.Check(Flapping);
        Validate.Range(AutoResolveTimeout ?? 0, "auto_resolve_timeout", 0, SpaceSettings.MaxAutoResolve);
    }

    internal IReadOnlyList<long> CheckManagingTeamIds() => Validate.OptionalIds(ManagingTeamIds, "managing_team_ids");

    private string CheckDescription() => Validate.OptionalText(Description, "description", 500) ?? "";

    /// <summary>The hash by which a token of the form for outsiders is found.</summary>
    internal static string HashToken(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <exception cref="ApiException">Another space of the account has this name for a reader.</exception>
    internal static async Task DemandFreeName(
        PharosDb db,
        Caller caller,
        string name,
        long? except,
        CancellationToken cancel
    )
    {
        var names = await db
            .Spaces.Where(s => s.AccountId == caller.AccountId && s.SpaceId != except)
            .Select(s => s.Name)
            .ToListAsync(cancel);
        if (names.Exists(n => HumanText.SameName(n, name)))
            throw Errors.Taken("channel_name");
    }
}
