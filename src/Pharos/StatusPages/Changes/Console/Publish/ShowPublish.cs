using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Contract;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Templates;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>
/// The form that publishes an incident or a maintenance, blank or from a template: <c>GET /console/publish</c>
/// </summary>
internal static class ShowPublish
{
    public const string Path = PublishAddress.Path;

    private const int MaxListed = 200;

    /// <summary>The longest texts that a link can bring along.</summary>
    private const int MaxTitle = 255;
    private const int MaxMessage = 2000;

    public static string Address(ChangeType type, long? pageId = null) =>
        $"{Path}?type={WireName<ChangeType>.ToWire(type)}"
        + (pageId is { } id ? "&page_id=" + id.ToString(CultureInfo.InvariantCulture) : "");

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var type = WireName<ChangeType>.TryParse(request.Query("type"), out var asked) ? asked : ChangeType.Incident;
        var pages = await Pages(request, db);
        if (pages.Count == 0)
            return request.See("/console");
        var named = pages.Find(p => Id(p.PageId) == request.Query("page_id"));
        if (named is null && pages.Count > 1)
            return request.Page<ChoosePage>(
                StatusCodes.Status200OK,
                (nameof(ChoosePage.Type), type),
                (nameof(ChoosePage.Start), Start(request)),
                (nameof(ChoosePage.Pages), pages)
            );
        var page = await PageContext.Find((named ?? pages[0]).PageId, request, db) ?? throw Errors.NotFound("page_id");
        var template = await db
            .Templates.AsNoTracking()
            .SingleOrDefaultAsync(
                t =>
                    t.PageId == page.PageId
                    && t.TemplateId == request.Query("template_id")
                    && t.Type == TemplateType.PreDefined,
                request.Cancel
            );
        type = template?.EventType ?? type;
        var draft = new PublishDraft(
            page,
            type,
            Blank(request, page, type, template),
            await PageComponents.Read(db, page.PageId, request.Cancel),
            Picked.None
        )
        {
            MayTell = await MayTell(request, db, page),
        };
        return await Page(request, db, draft, pages);
    }

    /// <summary>The form with its summary.</summary>
    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        PublishDraft draft,
        IReadOnlyList<NamedPage>? pages = null
    )
    {
        var templates = (await Templates(db, draft.Page.PageId, request.Cancel)).ConvertAll(t => new NamedTemplate(
            t.TemplateId,
            t.Title,
            t.EventType
        ));
        var members = await db
            .Members.AsNoTracking()
            .Where(m => m.AccountId == request.Caller.AccountId && m.Status == MemberStatus.Enabled)
            .OrderBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new NamedMember(m.MemberId, m.Name))
            .Take(MaxListed)
            .ToListAsync(request.Cancel);
        return request.Page<PublishPage>(
            draft.Form.Status,
            (nameof(PublishPage.Draft), draft),
            (nameof(PublishPage.Pages), pages ?? await Pages(request, db)),
            (nameof(PublishPage.Templates), templates),
            (nameof(PublishPage.Members), members),
            (nameof(PublishPage.Outlook), await PublishSummary.From(request, db, draft))
        );
    }

    /// <summary>The page's templates for new changes, by title.</summary>
    public static Task<List<TemplateRow>> Templates(PharosDb db, long pageId, CancellationToken cancel) =>
        db
            .Templates.AsNoTracking()
            .Where(t => t.PageId == pageId && t.Type == TemplateType.PreDefined)
            .OrderBy(t => t.Title)
            .ThenBy(t => t.TemplateId)
            .ToListAsync(cancel);

    /// <summary>Whether a page can notify anyone.</summary>
    public static Task<bool> MayTell(ConsoleRequest request, PharosDb db, PageContext page) =>
        db.Pages.AnyAsync(p => p.PageId == page.PageId && (p.EmailSubscription || p.ImSubscription), request.Cancel);

    private static async Task<List<NamedPage>> Pages(ConsoleRequest request, PharosDb db) =>
        (
            await db
                .Pages.AsNoTracking()
                .Where(p => p.AccountId == request.Caller.AccountId)
                .OrderBy(p => p.Name)
                .ThenBy(p => p.PageId)
                .Select(p => new PageContext(p.PageId, p.Name, p.Type, p.UrlName, p.CustomDomain, "", ""))
                .ToListAsync(request.Cancel)
        ).ConvertAll(p => new NamedPage(p.PageId, p.Name, p.ShownAddress));

    private static Form Blank(ConsoleRequest request, PageContext page, ChangeType type, TemplateRow? template)
    {
        var form = new Form
        {
            ["page_id"] = Id(page.PageId),
            ["type"] = WireName<ChangeType>.ToWire(type),
            ["title"] = template?.Title ?? Typed(request, PublishAddress.Title, MaxTitle) ?? "",
            ["status"] = WireName<ChangeStatus>.ToWire(template?.Status ?? ChangeStatuses.First(type)),
            ["message"] = template?.Description
                ?? Typed(request, PublishAddress.Message, MaxMessage)
                ?? PublishDraft.UsualText(type, page),
            ["next"] = "30",
            ["notify"] = "true",
        };
        if (type == ChangeType.Maintenance)
            ProposeTimes(request, form);
        return form;
    }

    /// <summary>Proposes the next full hour for a maintenance whose times are not set yet.</summary>
    public static void ProposeTimes(ConsoleRequest request, Form form)
    {
        var nextHour = ((request.Clock.Seconds() / 3600) + 1) * 3600;
        if (form["start"].Length == 0)
            LocalTime.Set(form, "start", nextHour, request.Zone);
        if (form["end"].Length == 0)
            LocalTime.Set(form, "end", nextHour + 3600, request.Zone);
        form["auto"] = "true";
    }

    /// <summary>A text from the link; null without one.</summary>
    private static string? Typed(ConsoleRequest request, string name, int max) =>
        request.Query(name) is { Length: > 0 } text ? SafeMarkdown.Cut(text, max) : null;

    /// <summary>The texts that a link brought along, for the link to the form of one page.</summary>
    private static string Start(ConsoleRequest request) =>
        string.Concat(
            new[] { PublishAddress.Title, PublishAddress.Message }
                .Where(name => request.Query(name).Length > 0)
                .Select(name => $"&{name}={UrlEncoder.Default.Encode(request.Query(name))}")
        );

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Address">Tells it from another page of the same name.</param>
public sealed record NamedPage(long PageId, string Name, string Address);

public sealed record NamedTemplate(string TemplateId, string Title, ChangeType EventType);
