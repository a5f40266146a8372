using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.Pages;

/// <summary>A page in API responses, with its components and sections in display order.</summary>
public sealed record PageItem
{
    public long PageId { get; init; }
    public required string Name { get; init; }
    public required string UrlName { get; init; }
    public PageType Type { get; init; }
    public string? PageTitle { get; init; }
    public string? CustomDomain { get; init; }
    public string? Logo { get; init; }
    public string? DarkLogo { get; init; }
    public string? Favicon { get; init; }
    public string? LogoUrl { get; init; }
    public string? AccentColor { get; init; }
    public string? CoverLine { get; init; }
    public bool CoverFilled { get; init; }
    public bool HideName { get; init; }
    public bool HidePoweredBy { get; init; }
    public string? PageHeader { get; init; }
    public string? PageFooter { get; init; }
    public string? ContactInfo { get; init; }
    public required IReadOnlyList<PageLink> CustomLinks { get; init; }
    public DateView DateView { get; init; }
    public UptimeMode DisplayUptimeMode { get; init; }
    public required SubscriptionItem Subscription { get; init; }
    public string? TemplatePreference { get; init; }
    public required IReadOnlyList<ComponentItem> Components { get; init; }
    public required IReadOnlyList<SectionItem> Sections { get; init; }
}

/// <summary>The ways to subscribe that a page offers.</summary>
public sealed record SubscriptionItem(bool Email, bool Im);

public sealed record ComponentItem(
    string ComponentId,
    string? SectionId,
    string Name,
    string? Description,
    long OrderId,
    long AvailableSinceSeconds,
    bool HideUptime,
    bool HideAll
)
{
    internal static ComponentItem From(ComponentRow c) =>
        new(
            c.ComponentId,
            c.SectionId,
            c.Name,
            c.Description,
            c.OrderId,
            c.AvailableSinceSeconds,
            c.HideUptime,
            c.HideAll
        );
}

public sealed record SectionItem(
    string SectionId,
    string Name,
    string? Description,
    long OrderId,
    bool HideUptime,
    bool HideAll
);

/// <summary>Reads pages of one account.</summary>
internal static class PageReader
{
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, also for another account's page.
    /// </exception>
    public static async Task<PageRow> Find(PharosDb db, Caller caller, long pageId, CancellationToken cancel)
    {
        caller.ApiKeyScope.DemandPage(pageId);
        return await db.Pages.SingleOrDefaultAsync(p => p.PageId == pageId && p.AccountId == caller.AccountId, cancel)
            ?? throw Errors.NotFound("page_id");
    }

    /// <summary>The same, read-only.</summary>
    public static async Task Exists(PharosDb db, Caller caller, long pageId, CancellationToken cancel)
    {
        caller.ApiKeyScope.DemandPage(pageId);
        if (!await db.Pages.AnyAsync(p => p.PageId == pageId && p.AccountId == caller.AccountId, cancel))
            throw Errors.NotFound("page_id");
    }

    /// <summary>Locks a page for writing and reads it.</summary>
    public static async Task<PageRow> Lock(
        PharosDb db,
        WriteTransaction write,
        Caller caller,
        long pageId,
        CancellationToken cancel
    )
    {
        caller.ApiKeyScope.DemandPage(pageId);
        await write.LockPage(caller.AccountId, pageId, cancel);
        return await Find(db, caller, pageId, cancel);
    }

    public static async Task<List<PageItem>> Items(PharosDb db, IReadOnlyList<PageRow> pages, CancellationToken cancel)
    {
        var ids = pages.Select(p => p.PageId).ToList();
        var sections = (
            await db.Sections.AsNoTracking().Where(s => ids.Contains(s.PageId)).ToListAsync(cancel)
        ).ToLookup(s => s.PageId);
        var components = (
            await db
                .Components.AsNoTracking()
                .Where(c => ids.Contains(c.PageId) && c.DeletedAt == null)
                .ToListAsync(cancel)
        ).ToLookup(c => c.PageId);
        return [.. pages.Select(page => Item(page, sections[page.PageId], components[page.PageId]))];
    }

    private static PageItem Item(
        PageRow page,
        IEnumerable<SectionRow> sections,
        IEnumerable<ComponentRow> components
    ) =>
        new()
        {
            PageId = page.PageId,
            Name = page.Name,
            UrlName = page.UrlName,
            Type = page.Type,
            PageTitle = page.PageTitle,
            CustomDomain = page.CustomDomain,
            Logo = page.Logo,
            DarkLogo = page.DarkLogo,
            Favicon = page.Favicon,
            LogoUrl = page.LogoUrl,
            AccentColor = page.AccentColor,
            CoverLine = page.CoverLine,
            CoverFilled = page.CoverFilled == true,
            HideName = page.HideName == true,
            HidePoweredBy = page.HidePoweredBy == true,
            PageHeader = page.PageHeader,
            PageFooter = page.PageFooter,
            ContactInfo = page.ContactInfo,
            CustomLinks = page.CustomLinks,
            DateView = page.DateView,
            DisplayUptimeMode = page.DisplayUptimeMode,
            Subscription = new SubscriptionItem(page.EmailSubscription, page.ImSubscription),
            TemplatePreference = page.TemplatePreference,
            Components =
            [
                .. components
                    .OrderBy(c => c.OrderId)
                    .ThenBy(c => c.ComponentId, StringComparer.Ordinal)
                    .Select(ComponentItem.From),
            ],
            Sections =
            [
                .. sections
                    .OrderBy(s => s.OrderId)
                    .ThenBy(s => s.SectionId, StringComparer.Ordinal)
                    .Select(s => new SectionItem(
                        s.SectionId,
                        s.Name,
                        s.Description,
                        s.OrderId,
                        s.HideUptime,
                        s.HideAll
                    )),
            ],
        };
}
