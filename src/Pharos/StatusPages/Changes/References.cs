using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.Changes;

/// <summary>The members and other changes that a change refers to.</summary>
internal static class References
{
    /// <summary>The most members, and the most other changes, that a change refers to.</summary>
    public const int Max = 100;

    public static IReadOnlyList<long> CheckResponders(IReadOnlyList<long?>? sent)
    {
        if (sent is null)
            return [];
        List<long> ids = [.. sent.Select((id, i) => Validate.Id(id, Validate.Index("responders", i)))];
        Validate.Distinct(ids, "responders");
        return ids;
    }

    public static IReadOnlyList<long> CheckLinked(IReadOnlyList<string?>? sent)
    {
        if (Validate.OptionalItems(sent, "linked_changes") is not { } texts)
            return [];
        List<long> ids = [.. texts.Select((text, i) => Validate.IdText(text, Validate.Index("linked_changes", i)))];
        Validate.Distinct(ids, "linked_changes");
        return ids;
    }

    /// <summary>Replaces the members responsible for a change.</summary>
    public static async Task SetResponders(
        PharosDb db,
        Caller caller,
        ChangeRow change,
        IReadOnlyList<long> memberIds,
        CancellationToken cancel
    )
    {
        var there = await db
            .Members.Where(m =>
                m.AccountId == caller.AccountId && m.Status != MemberStatus.Deleted && memberIds.Contains(m.MemberId)
            )
            .Select(m => m.MemberId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < memberIds.Count; i++)
        {
            if (!there.Contains(memberIds[i]))
                throw Errors.Invalid(Messages.UnknownMember, Validate.Index("responders", i));
        }

        await db.Responders.Where(r => r.ChangeId == change.ChangeId).ExecuteDeleteAsync(cancel);
        db.Responders.AddRange(
            memberIds.Select(
                (id, i) =>
                    new ResponderRow
                    {
                        ChangeId = change.ChangeId,
                        MemberId = id,
                        Position = i,
                    }
            )
        );
    }

    /// <summary>Replaces the changes that a change is linked to. Links are symmetric.</summary>
    public static async Task SetLinked(
        PharosDb db,
        ChangeRow change,
        IReadOnlyList<long> changeIds,
        CancellationToken cancel
    )
    {
        var there = await db
            .Changes.Where(c => c.PageId == change.PageId && changeIds.Contains(c.ChangeId))
            .Select(c => c.ChangeId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < changeIds.Count; i++)
        {
            var field = Validate.Index("linked_changes", i);
            if (changeIds[i] == change.ChangeId)
                throw Errors.Invalid(Messages.LinkToSelf, field);
            if (!there.Contains(changeIds[i]))
                throw Errors.Invalid(Messages.UnknownChange, field);
        }

        await db
            .ChangeLinks.Where(l => l.LowChangeId == change.ChangeId || l.HighChangeId == change.ChangeId)
            .ExecuteDeleteAsync(cancel);
        db.ChangeLinks.AddRange(
            changeIds.Select(id => new ChangeLinkRow
            {
                LowChangeId = Math.Min(id, change.ChangeId),
                HighChangeId = Math.Max(id, change.ChangeId),
            })
        );
    }
}
