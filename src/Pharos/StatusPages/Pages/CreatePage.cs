using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.StatusPages.Pages;

/// <summary>Creates a page: <c>POST /status-page/create</c></summary>
internal static class CreatePage
{
    public static readonly Operation<CreatePageRequest, CreatePageResponse> Info = new(
        "/status-page/create",
        "Create status page",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        MaxBodyBytes = _ => PageFields.MaxBodyBytes,
        IsForAccount = true,
        Audit = new(OperationTexts.PageWriteCreate),
    };

    private static async Task<CreatePageResponse> Handle(CreatePageRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var page = request.ToRow(caller, op.Clock.Seconds());

        await using var write = await op.BeginWrite(Info, request);
        await write.LockInstallation(cancel);
        if (caller.Plan.Pages is { } most)
            Plan.Demand(
                most,
                await db.Pages.CountAsync(p => p.AccountId == caller.AccountId, cancel) + 1,
                Messages.PlanPages
            );
        await PageNames.DemandFree(op, page, domainBefore: null);
        await FormerSlugs.Take(db, page, cancel);
        db.Pages.Add(page);
        // Nothing of the page is cached yet, but the publisher and cached lists of pages depend on it.
        write.Invalidate(new CacheInvalidation(page.PageId));
        write.SetAuditTarget(page.Name);
        await write.Commit(cancel);
        return new CreatePageResponse(page.PageId, page.Name, page.UrlName);
    }
}

public sealed record CreatePageRequest : PageFields
{
    [Required]
    public PageType? Type { get; set; }

    [Required]
    public override string? Name { get; set; }

    [Required]
    public override string? UrlName { get; set; }

    [Required]
    public override DateView? DateView { get; set; }

    [Required]
    public override UptimeMode? DisplayUptimeMode { get; set; }

    internal PageRow ToRow(Caller caller, long now)
    {
        var errors = new FieldErrors();
        var type = errors.Check(() => Validate.Required(Type, "type"));
        var row = new PageRow
        {
            PageId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Type = type,
            Name = errors.Check(() => Validate.Line(Name, "name", 255)),
            UrlName = errors.Check(() => Slug.Check(UrlName, "url_name")),
            DateView = errors.Check(() => Validate.Required(DateView, "date_view")),
            DisplayUptimeMode = errors.Check(() => Validate.Required(DisplayUptimeMode, "display_uptime_mode")),
            EmailSubscription = type == PageType.Public,
            ImSubscription = type == PageType.Internal,
            CreatedAt = now,
            UpdatedAt = now,
        };
        PutInto(row, errors);
        errors.ThrowIfAny();
        return row;
    }
}

/// <param name="PageUrlName">The normalized slug.</param>
public sealed record CreatePageResponse(long PageId, string PageName, string PageUrlName);

/// <summary>Checks the names that must be unique. The caller has locked the installation.</summary>
internal static class PageNames
{
    /// <param name="domainBefore">The domain that the page had before.</param>
    public static async Task DemandFree(OperationContext op, PageRow page, string? domainBefore)
    {
        var (db, _, cancel) = op;
        var others = db.Pages.Where(p => p.PageId != page.PageId);
        var sameSlug = others.Where(p => p.Type == page.Type && p.UrlName == page.UrlName);
        if (page.Type == PageType.Internal)
            sameSlug = sameSlug.Where(p => p.AccountId == page.AccountId);
        if (await sameSlug.AnyAsync(cancel) || await FormerSlugs.IsKeptForOthers(db, page, op.Clock.Seconds(), cancel))
            throw Errors.Taken("url_name");
        if (page.CustomDomain is not { } domain || domain == domainBefore)
            return;
        if (op.Services?.GetService<Hosts>()?.IsOwn(domain) == true)
            throw Errors.Invalid(Messages.OwnDomain, "custom_domain");
        // What another account only claims does not block the domain's owner: the first one to prove it gets it.
        if (
            await others.AnyAsync(
                p => p.CustomDomain == domain && (p.DomainVerifiedAt != null || p.AccountId == page.AccountId),
                cancel
            )
        )
            throw Errors.Taken("custom_domain");
    }
}
