using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Incidents;

/// <summary>A member as an incident names one.</summary>
public sealed record PersonShort(long PersonId, string PersonName, string Email);

/// <summary>A member who was assigned to an incident.</summary>
/// <param name="AssignedAt">Unix seconds.</param>
/// <param name="AcknowledgedAt">Unix seconds; 0 until the member acknowledges.</param>
public sealed record IncidentResponder(
    long PersonId,
    long AssignedAt,
    long AcknowledgedAt,
    string PersonName,
    string Email
);

/// <summary>Reads the people of incidents.</summary>
internal static class IncidentPeople
{
    /// <summary>The responders of each incident, in the order of their assignment.</summary>
    public static async Task<ILookup<string, IncidentResponder>> Responders(
        PharosDb db,
        IReadOnlyList<string> incidentIds,
        CancellationToken cancel
    )
    {
        if (incidentIds.Count == 0)
            return Array.Empty<IncidentResponder>().ToLookup(_ => "");
        var rows = await db
            .IncidentResponders.AsNoTracking()
            .Where(r => EF.Parameter(incidentIds).Contains(r.IncidentId))
            .Join(
                db.Members,
                r => r.MemberId,
                m => m.MemberId,
                (r, m) =>
                    new
                    {
                        r.IncidentId,
                        r.MemberId,
                        r.Position,
                        r.AssignedAt,
                        r.AcknowledgedAt,
                        m.Name,
                        m.Email,
                    }
            )
            .ToListAsync(cancel);
        return rows.OrderBy(r => r.Position)
            .ThenBy(r => r.AssignedAt)
            .ThenBy(r => r.MemberId)
            .ToLookup(
                r => r.IncidentId,
                r => new IncidentResponder(r.MemberId, r.AssignedAt, r.AcknowledgedAt, r.Name, r.Email),
                StringComparer.Ordinal
            );
    }

    /// <summary>Members of an account by ID, including deleted ones.</summary>
    public static async Task<Dictionary<long, PersonShort>> Members(
        PharosDb db,
        long accountId,
        IEnumerable<long> memberIds,
        CancellationToken cancel
    )
    {
        var ids = memberIds.Where(id => id != 0).Distinct().ToList();
        return ids.Count == 0
            ? []
            : await db
                .Members.AsNoTracking()
                .Where(m => m.AccountId == accountId && EF.Parameter(ids).Contains(m.MemberId))
                .Select(m => new PersonShort(m.MemberId, m.Name, m.Email))
                .ToDictionaryAsync(m => m.PersonId, cancel);
    }
}
