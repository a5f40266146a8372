using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The spaces of an account and their rules, as they are in one transaction.</summary>
internal sealed class SpaceSet
{
    private readonly Dictionary<long, SpaceRow> spaces;
    private readonly Dictionary<long, SpaceRules> rules;

    private SpaceSet(Dictionary<long, SpaceRow> spaces, Dictionary<long, SpaceRules> rules, DateTimeZone zone) =>
        (this.spaces, this.rules, Zone) = (spaces, rules, zone);

    /// <summary>The account's time zone, for rules that depend on the time of day.</summary>
    public DateTimeZone Zone { get; }

    public static async Task<SpaceSet> Load(PharosDb db, long accountId, SpaceRuleCache cache, CancellationToken cancel)
    {
        var open = await db
            .Spaces.Where(s => s.AccountId == accountId && !s.IsDisabled)
            .ToDictionaryAsync(s => s.SpaceId, cancel);
        var rows = await db.SpaceRules.AsNoTracking().Where(r => r.AccountId == accountId).ToListAsync(cancel);
        var bySpace = rows.ToLookup(r => r.SpaceId);
        var zone = await db.Accounts.Where(a => a.AccountId == accountId).Select(a => a.TimeZone).SingleAsync(cancel);
        return new SpaceSet(
            open,
            open.Keys.ToDictionary(id => id, id => cache.Get(id, [.. bySpace[id]])),
            TimeZones.Find(zone) ?? DateTimeZone.Utc
        );
    }

    /// <summary>Whether a space takes alerts.</summary>
    public bool Takes(long spaceId) => spaces.ContainsKey(spaceId);

    public SpaceRow Find(long spaceId) => spaces[spaceId];

    public SpaceRules Rules(long spaceId) => rules[spaceId];

    /// <summary>The space with a name, in any case; null if the account has no such space.</summary>
    public long? FindByName(string name) =>
        spaces.Values.FirstOrDefault(s => HumanText.SameName(s.Name, name))?.SpaceId;
}
