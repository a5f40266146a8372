using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>What publishing will do, shown before it happens.</summary>
/// <param name="Overall">The page's overall state afterwards.</param>
/// <param name="Affected">Names of the affected components.</param>
/// <param name="Audience">
/// The audience size, even if no notification is requested; at most one more than <see cref="AudienceSize.Max"/>.
/// </param>
public sealed record PublishSummary(OverallState Overall, IReadOnlyList<string> Affected, int Audience)
{
    internal static async Task<PublishSummary> From(ConsoleRequest request, PharosDb db, PublishDraft draft)
    {
        var ids = draft.Picked.Statuses.Keys.ToList();
        var told =
            draft.MayTell && ids.Count > 0
                ? await AudienceSize.Count(db, draft.Page.PageId, ids, null, request.Cancel)
                : 0;
        var present = await CurrentComponentStatuses.Read(
            db,
            [draft.Page.PageId],
            request.Clock.Seconds(),
            request.Cancel
        );
        var after = present.For(draft.Page.PageId).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        if (draft.Status != ChangeStatus.Scheduled && !draft.Status.IsTerminal())
        {
            foreach (var (id, status) in draft.Picked.Statuses)
                after[id] = status > after.GetValueOrDefault(id) ? status : after.GetValueOrDefault(id);
        }

        var shown = draft
            .Components.All.Where(c => !c.Hidden)
            .Select(c => c.ComponentId)
            .ToHashSet(StringComparer.Ordinal);
        return new PublishSummary(
            CurrentStatus.Overall(after.Where(c => shown.Contains(c.Key)).Select(c => c.Value)),
            [.. draft.Components.All.Where(c => draft.Picked.Statuses.ContainsKey(c.ComponentId)).Select(c => c.Name)],
            told
        );
    }
}
