namespace Pharos.Database.Rows;

/// <summary>A role that an account has made. Built-in roles are in code: <c>BuiltInRoles</c>.</summary>
public sealed class RoleRow
{
    public required long RoleId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Unique within the account.</summary>
    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>By the catalogue's IDs.</summary>
    public required List<long> PermissionIds { get; set; }

    /// <summary>Who holds it keeps it, and it allows nothing.</summary>
    public required bool Disabled { get; set; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

/// <summary>Members who work together.</summary>
public sealed class TeamRow
{
    public required long TeamId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Unique within the account.</summary>
    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>What another system calls it; unique within the account.</summary>
    public string? RefId { get; set; }

    public required long CreatorId { get; init; }
    public required long UpdatedBy { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public List<TeamMemberRow> Members { get; } = [];
}

/// <summary>That a member is of a team.</summary>
public sealed class TeamMemberRow
{
    public required long TeamId { get; init; }
    public required long MemberId { get; init; }
    public required int Position { get; init; }
}

/// <summary>The link that a new member chooses name and password by. Its token is nowhere: only its digest.</summary>
public sealed class InvitationRow
{
    public required long MemberId { get; init; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Whether the link went to the member by mail, so that to have it is to read that mail.</summary>
    public required bool Mailed { get; set; }

    public required long InvitedBy { get; set; }
    public required long CreatedAt { get; set; }
    public required long ExpiresAt { get; set; }
}
