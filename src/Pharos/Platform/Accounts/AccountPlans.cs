using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Pharos.Kernel;

namespace Pharos.Platform.Accounts;

/// <summary>Returns the plan of an account.</summary>
public sealed class AccountPlans(PlanOptions options)
{
    private readonly Plan common = new(
        Limit(options.Pages),
        Limit(options.Members),
        Limit(options.Roles),
        Limit(options.Teams)
    );
    private readonly FrozenDictionary<long, IReadOnlyDictionary<string, int>> exceptions = (
        Parse(options.Accounts) ?? []
    ).ToFrozenDictionary();

    public Plan Of(long accountId)
    {
        if (!exceptions.TryGetValue(accountId, out var limits))
            return common;
        int? Or(string name, int? fallback) => limits.TryGetValue(name, out var limit) ? Limit(limit) : fallback;
        return new Plan(
            Or("pages", common.Pages),
            Or("members", common.Members),
            Or("roles", common.Roles),
            Or("teams", common.Teams)
        );
    }

    /// <summary>
    /// Parses accounts separated by semicolons, each with limits separated by spaces. Null if the text has another
    /// form.
    /// </summary>
    internal static Dictionary<long, IReadOnlyDictionary<string, int>>? Parse(string? text)
    {
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var all = new Dictionary<long, IReadOnlyDictionary<string, int>>();
        foreach (var account in (text ?? "").Split(';', tidy))
        {
            var parts = account.Split(' ', tidy);
            var limits = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var part in parts.Skip(1))
            {
                if (
                    part.Split('=') is not [("pages" or "members" or "roles" or "teams") and var name, var digits]
                    || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                    || !limits.TryAdd(name, limit)
                )
                    return null;
            }

            if (
                limits.Count == 0
                || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var accountId)
                || !all.TryAdd(accountId, limits)
            )
                return null;
        }

        return all;
    }

    private static int? Limit(int limit) => limit == 0 ? null : limit;
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExceptionsAttribute()
    : ValidationAttribute(
        "ACCOUNT_ID with one or more of pages=N, members=N, roles=N, teams=N, separated by spaces; "
            + "accounts separated by semicolons"
    )
{
    public override bool IsValid(object? value) => value is not string text || AccountPlans.Parse(text) is not null;
}
