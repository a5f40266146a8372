using System.Collections.Immutable;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// An account as the contract describes it, in memory. Nothing of it comes from the server's code: what differs between
/// the two is wrong in one of them.
/// </summary>
internal sealed record AccountModel(long AccountId, long Since)
{
    /// <summary>Members and those who were deleted.</summary>
    public Table<Member> People { get; set; } = Table<Member>.Empty;

    public Table<Role> Roles { get; set; } = Table<Role>.Empty;
    public Table<Team> Teams { get; set; } = Table<Team>.Empty;

    /// <summary>Those that were deleted too, because they must not work.</summary>
    public ImmutableList<Key> Keys { get; set; } = [];

    public ImmutableList<Page> Pages { get; set; } = [];
    public ImmutableList<Template> Templates { get; set; } = [];
    public Table<Maintenance> Maintenances { get; set; } = Table<Maintenance>.Empty;

    /// <summary>What permissions are made of, as the server first told it.</summary>
    public string? Factors { get; set; }

    public IEnumerable<Member> Members => People.Where(m => m.Status != "deleted");

    public IEnumerable<Member> Owners => Members.Where(m => m.Status == "enabled" && m.IsOwner);

    public void Put(Member member) => People = People.With(member.Id, member);

    public void Put(Role role) => Roles = Roles.With(role.Id, role);

    public void Put(Team team) => Teams = Teams.With(team.Id, team);

    public void Put(Maintenance maintenance) => Maintenances = Maintenances.With(maintenance.Id, maintenance);

    public void Put(Key key) =>
        Keys = Keys.FindIndex(k => k.KeyId == key.KeyId) is var at and >= 0 ? Keys.SetItem(at, key) : Keys.Add(key);
}

/// <param name="Status">enabled, pending or deleted.</param>
internal sealed record Member(long Id, string Name, string Email, string Status, long CreatedAt, long UpdatedAt)
{
    public bool EmailVerified { get; init; }
    public string Locale { get; init; } = "en-US";
    public string TimeZone { get; init; } = "UTC";
    public string Phone { get; init; } = "";
    public string CountryCode { get; init; } = "";
    public string Avatar { get; init; } = "";
    public string RefId { get; init; } = "";
    public ImmutableSortedSet<long> Roles { get; init; } = [];

    /// <summary>The path of the invitation that works until <see cref="LinkEndsAt"/>.</summary>
    public string? Link { get; init; }
    public long LinkEndsAt { get; init; }

    public bool IsOwner => Roles.Contains(1);
}

internal sealed record Role(
    long Id,
    string Name,
    string Description,
    bool Disabled,
    ImmutableSortedSet<long> Permissions,
    long CreatedAt,
    long UpdatedAt
);

/// <param name="Persons">In the order in which they joined.</param>
internal sealed record Team(
    long Id,
    string Name,
    string Description,
    string RefId,
    ImmutableList<long> Persons,
    long CreatorId,
    long UpdatedBy,
    long CreatedAt,
    long UpdatedAt
);

/// <param name="Permissions">What it is narrowed to; null for all that the member has.</param>
/// <param name="PageId">The page it is narrowed to.</param>
internal sealed record Key(
    string KeyId,
    string Secret,
    long MemberId,
    bool ReadOnly,
    ImmutableSortedSet<long>? Permissions,
    long? PageId,
    long? ExpiresAt
)
{
    public bool Disabled { get; init; }
    public bool Deleted { get; init; }

    /// <summary>Describes it in a failure.</summary>
    public string Says =>
        $"{MemberId}{(ReadOnly ? " reads only" : "")}"
        + (Permissions is null ? "" : " may " + string.Join('+', Permissions))
        + (PageId is null ? "" : " for " + PageId)
        + (Disabled ? " disabled" : "")
        + (Deleted ? " deleted" : "");

    public bool IsNarrow => ReadOnly || PageId is not null || Permissions is { Count: < 6 };
}

/// <param name="Components">As the page's info has them, by ID.</param>
internal sealed record Page(long Id, ImmutableSortedDictionary<string, string> Components);

internal sealed record Template(
    string Id,
    long PageId,
    string Type,
    string Title,
    string EventType,
    string Status,
    string? Description,
    ImmutableSortedDictionary<string, string> Messages,
    long MadeAt
);

/// <param name="PlannedEnd">As it was announced.</param>
/// <param name="Updates">Ordered by time, ties by arrival.</param>
internal sealed record Maintenance(
    long Id,
    long PageId,
    string Title,
    string Description,
    long StartAt,
    long? PlannedEnd,
    bool MovesByItself,
    ImmutableList<Entry> Updates
)
{
    /// <summary>When it next moves by itself.</summary>
    public long? NextMoveAt { get; init; }
}

/// <param name="Status">Null where it leaves the status as it was.</param>
/// <param name="Says">Component by component.</param>
internal sealed record Entry(
    string Id,
    long At,
    string? Status,
    string Text,
    ImmutableList<(string Component, string Status)> Says
)
{
    /// <summary>Among the updates of its maintenance; a correction does not change it.</summary>
    public int Arrival { get; init; }
}
