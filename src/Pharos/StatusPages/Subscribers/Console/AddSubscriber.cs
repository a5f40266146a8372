using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>
/// Subscribes an address or a member without confirmation: <c>/console/pages/{page_id}/subscribers/new</c>
/// </summary>
internal static class AddSubscriber
{
    public static readonly ConsoleForm<(PageContext Page, string Locale)> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = (write, request) =>
            write.LockSubscribers(request.Caller.AccountId, PageContext.Id(request), request.Cancel),
        HasToken = false,
        Find = async (request, db) => (await PageContext.Find(request, db), request.Texts.Language.Locale),
        Fields =
        [
            new("recipient", SubscribersTexts.SubscriberLabel)
            {
                WireNames = ["recipient", "subscribers[0].recipient"],
            },
            new("scope", SubscribersTexts.SubscriberFollows, _ => "all")
            {
                WireNames = ["subscribers[0].component_ids"],
            },
            new("component_ids", SubscribersTexts.SubscriberFollows) { WireNames = [] },
            new("locale", SubscribersTexts.SubscriberLocale, context => context.Locale)
            {
                WireNames = ["subscribers[0].locale"],
            },
        ],
        Check = CheckRecipient,
        Page = (request, db, context, form) => Page(request, db, context.Page, form),
        Submit = async (context, form, op) =>
        {
            var page = context.Page;
            var all = form["scope"] != "some";
            var one = new ImportedSubscriber
            {
                Recipient = Recipient(page, form),
                All = all,
                ComponentIds = all ? null : [.. form.Values("component_ids")],
                Locale = form["locale"],
            };
            await ImportSubscribers.Info.Run(
                new ImportSubscribersRequest
                {
                    PageId = page.PageId,
                    Method = PageSubscribers.MethodOf(page.Type),
                    Subscribers = [one],
                },
                op
            );
            return page.Path + "/subscribers";
        },
        Notice = new("added", SubscribersTexts.SubscriberAdded),
    };

    /// <summary>Refuses a subscriber who is there already: replacing one is for an import, which says so.</summary>
    private static async Task CheckRecipient(
        ConsoleRequest request,
        PharosDb db,
        (PageContext Page, string Locale) context,
        Form form
    )
    {
        var page = context.Page;
        if (form["scope"] == "some" && form.Values("component_ids").Count == 0)
            form.Refuse("scope", request.Texts[SubscribersTexts.AddSubscriberNothing]);
        var (method, recipient) = (PageSubscribers.MethodOf(page.Type), Recipient(page, form));
        if (
            await db.Subscribers.AnyAsync(
                s => s.PageId == page.PageId && s.Method == method && s.Recipient == recipient,
                request.Cancel
            )
        )
            form.Refuse("recipient", request.Texts[SubscribersTexts.AddSubscriberThere]);
    }

    private static string Recipient(PageContext page, Form form) =>
        PageSubscribers.MethodOf(page.Type) == SubscriptionMethod.Email
            ? EmailAddressField.Check(form["recipient"], "recipient")
            : Validate.Line(form["recipient"], "recipient", 255);

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, PageContext page, Form form)
    {
        var item = await PageInfo.Info.Run(new PageInfoRequest { PageId = page.PageId }, request.Operation(db));
        IReadOnlyList<(string, string)> members = page.Type == PageType.Public ? [] : await Members(request, db, page);
        return request.Page<AddSubscriberPage>(
            form.Status,
            (nameof(AddSubscriberPage.Page), page),
            (nameof(AddSubscriberPage.Form), form),
            (nameof(AddSubscriberPage.Groups), ComponentGroup.From(item)),
            (nameof(AddSubscriberPage.Members), members)
        );
    }

    /// <summary>Members who do not follow the page yet.</summary>
    private static async Task<IReadOnlyList<(string, string)>> Members(
        ConsoleRequest request,
        PharosDb db,
        PageContext page
    )
    {
        var rows = await db
            .Members.Where(m =>
                m.AccountId == request.Caller.AccountId
                && m.Status != MemberStatus.Deleted
                && !db.Subscribers.Any(s => s.PageId == page.PageId && s.MemberId == m.MemberId)
            )
            .OrderBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new
            {
                m.MemberId,
                m.Name,
                m.Email,
            })
            .Take(5000)
            .ToListAsync(request.Cancel);
        return rows.ConvertAll(m => (m.MemberId.ToString(CultureInfo.InvariantCulture), $"{m.Name} · {m.Email}"));
    }
}
