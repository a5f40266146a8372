using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>An enabled integration, as the intake needs it.</summary>
/// <param name="SpaceId">The space that gets all events; null for a shared integration, whose route decides.</param>
public sealed record Integration(
    long IntegrationId,
    long AccountId,
    IntegrationType Type,
    string Name,
    string RefId,
    long? SpaceId,
    IntegrationSettings Settings
);

/// <summary>
/// Finds the integration of a key. Results are cached until the on-call settings of its account change on any node,
/// also that a key does not exist. Strangers can send any key, so unknown keys are looked up a few at a time.
/// </summary>
internal sealed class IntegrationKeys(IDbContextFactory<PharosDb> databases, CacheVersions versions) : IDisposable
{
    private const int MostKept = 100_000;
    private const int MostUnknownKept = 10_000;
    private const int KeyLength = 32;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Keys that do not work, with the generation for which that is so.</summary>
    private readonly ConcurrentDictionary<string, long> unknown = new(StringComparer.Ordinal);

    /// <summary>Keys that have worked wait apart from others, so that strangers cannot delay them.</summary>
    private readonly SemaphoreSlim reloads = new(4);
    private readonly SemaphoreSlim lookUps = new(4);

    /// <summary>Returns null if no integration has the key, or it is disabled.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ServiceUnavailable"/>: too many keys are being looked up.
    /// </exception>
    public ValueTask<Integration?> Find(string? key, CancellationToken cancel)
    {
        if (key is not { Length: KeyLength } || !key.All(char.IsAsciiHexDigitLower))
            return new((Integration?)null);
        return TryGet(key, out var cached) ? new(cached) : Load(key, cancel);
    }

    public void Dispose()
    {
        reloads.Dispose();
        lookUps.Dispose();
    }

    private bool TryGet(string key, out Integration? integration)
    {
        integration = null;
        if (!versions.IsConnected)
            return false;
        if (known.TryGetValue(key, out var entry) && entry.Version == versions.OnCallVersion(entry.Value.AccountId))
        {
            integration = entry.Value;
            return true;
        }

        return unknown.TryGetValue(key, out var generation) && generation == versions.OnCallGeneration;
    }

    private async ValueTask<Integration?> Load(string key, CancellationToken cancel)
    {
        var turns = known.ContainsKey(key) ? reloads : lookUps;
        if (!await turns.WaitAsync(MaxWait, cancel))
            throw Errors.Busy(retryAfterSeconds: 1);
        try
        {
            return TryGet(key, out var cached) ? cached : await Read(key, cancel);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<Integration?> Read(string key, CancellationToken cancel)
    {
        var generation = versions.OnCallGeneration;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(i => i.Key == key && !i.IsDisabled, cancel);
        if (row is null)
        {
            known.TryRemove(key, out _);
            if (unknown.Count >= MostUnknownKept)
                unknown.Clear();
            unknown[key] = generation;
            return null;
        }

        var found = new Integration(
            row.IntegrationId,
            row.AccountId,
            row.Type,
            row.Name,
            row.RefId ?? "",
            row.SpaceId,
            IntegrationSettings.Parse(row.Settings)
        );
        unknown.TryRemove(key, out _);
        if (known.Count >= MostKept)
            known.Clear();
        // The generation rises before the version, so an unchanged one proves that the row is not older than it.
        var version = versions.OnCallVersion(row.AccountId);
        if (generation == versions.OnCallGeneration)
            known[key] = new Known(found, version);
        return found;
    }

    private sealed record Known(Integration Value, long Version);
}
