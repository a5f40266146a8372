namespace Pharos.Database.Rows;

/// <summary>An organisation with its own members, keys and pages; nothing is shared between two of them.</summary>
public sealed class AccountRow
{
    public required long AccountId { get; init; }
    public required string Name { get; set; }
    public required string Email { get; set; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>IANA name; the account's pages cut their days in it.</summary>
    public required string TimeZone { get; set; }

    public required long CreatedAt { get; init; }
}

/// <summary>A person in one account. The same person in two accounts is two members.</summary>
public sealed class MemberRow
{
    public required long MemberId { get; init; }
    public required long AccountId { get; init; }
    public required string Name { get; set; }

    /// <summary>Lower case; unique among those of the account who are not deleted.</summary>
    public required string Email { get; set; }

    /// <summary>Whether the member has shown to read mails sent there.</summary>
    public bool EmailVerified { get; set; } = true;

    /// <summary>Digits, with or without a + before them.</summary>
    public string? Phone { get; set; }

    /// <summary>ISO 3166, two capitals.</summary>
    public string? CountryCode { get; set; }

    public string? Avatar { get; set; }

    /// <summary>What another system calls the member; unique among those of the account who are not deleted.</summary>
    public string? RefId { get; set; }

    /// <summary>Null until the member has chosen a password.</summary>
    public string? PasswordHash { get; set; }

    public required string Locale { get; set; }

    /// <summary>The language that the console speaks to the member, as a locale; null for the one that the browser asks for.</summary>
    public string? ConsoleLocale { get; set; }

    public required string TimeZone { get; set; }
    public required string Status { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public List<MemberRoleRow> Roles { get; } = [];
}

/// <summary>A role that a member holds. Built-in roles are in code: <c>BuiltInRoles</c>.</summary>
public sealed class MemberRoleRow
{
    public required long MemberId { get; init; }
    public required long RoleId { get; init; }
}

/// <summary>An APP Key. The key itself is nowhere: only its digest.</summary>
public sealed class ApiKeyRow
{
    public required string KeyId { get; init; }
    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The first and last four characters, so that its owner recognises it.</summary>
    public required string Hint { get; init; }

    public required bool Disabled { get; set; }

    /// <summary>Whether it may do nothing that writes.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The permissions of its member that it has, by the catalogue's IDs; all of them when empty.</summary>
    public List<long> PermissionIds { get; init; } = [];

    /// <summary>The pages that it is for, and nothing but pages; everything when empty.</summary>
    public List<long> PageIds { get; init; } = [];

    /// <summary>Refused from then on; null for never.</summary>
    public long? ExpiresAt { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>To about a minute; written in batches.</summary>
    public long? LastUsedAt { get; set; }
}

/// <summary>A signed-in browser. The cookie's token is nowhere: only its digest.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the token in the cookie.</summary>
    public required byte[] Digest { get; init; }

    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required long CreatedAt { get; init; }
    public required long ExpiresAt { get; set; }
    public string? ClientAddress { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>To about a minute; null until it is written for the first time.</summary>
    public long? LastUsedAt { get; set; }
}
