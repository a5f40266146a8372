using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.DeliveryProblems;
using Pharos.StatusPages.Pages;

namespace Pharos.Web.Layout;

/// <summary>What every page of the console shows beside its content.</summary>
/// <param name="OpenChanges">Incidents that are not resolved and maintenances under way.</param>
/// <param name="Quarantined">Receivers that nothing is sent to any more.</param>
public sealed record LayoutModel(IReadOnlyList<NavigationPage> Pages, int OpenChanges, int Quarantined)
{
    /// <summary>More pages than these are only on the home page.</summary>
    public const int MostPages = 12;

    public static LayoutModel None { get; } = new([], 0, 0);

    internal static async Task<LayoutModel> Read(PharosDb db, Caller caller, CancellationToken cancel)
    {
        var pages = await db.Pages.AsNoTracking().Where(p => p.AccountId == caller.AccountId).OrderBy(p => p.Name).ThenBy(p => p.PageId)
            .Select(p => new NavigationPage(p.PageId, p.Name, p.Type)).Take(MostPages + 1).ToListAsync(cancel);
        var open = await db.Pages.Where(p => p.AccountId == caller.AccountId)
            .Join(ActiveChanges.For(db), p => p.PageId, c => c.PageId, (p, c) => c.ChangeId).CountAsync(cancel);
        return new LayoutModel(pages, open, await QuarantinedRecipients.Count(db, caller, cancel));
    }
}

/// <summary>A status page in the navigation.</summary>
public sealed record NavigationPage(long PageId, string Name, PageType Type);
