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
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return await Page(
            request,
            db,
            await PageContext.Find(request, db),
            new Form { ["scope"] = "all", ["locale"] = request.Texts.Language.Locale }
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "recipient", "scope", "component_ids", "locale");
        var all = form["scope"] != "some";
        if (!all && form.Values("component_ids").Count == 0)
            form.Refuse("scope", request.Texts[SubscribersTexts.AddSubscriberNothing]);
        var method = PageSubscribers.MethodOf(page.Type);
        try
        {
            // An existing subscription would be replaced. Only an import may do that, because it says so.
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            await write.LockSubscribers(request.Caller.AccountId, page.PageId, request.Cancel);
            var recipient =
                method == SubscriptionMethod.Email
                    ? EmailAddressField.Check(form["recipient"], "recipient")
                    : Validate.Line(form["recipient"], "recipient", 255);
            if (
                await db.Subscribers.AnyAsync(
                    s => s.PageId == page.PageId && s.Method == method && s.Recipient == recipient,
                    request.Cancel
                )
            )
                form.Refuse("recipient", request.Texts[SubscribersTexts.AddSubscriberThere]);
            if (!form.IsRight)
                return await Page(request, db, page, form);
            var one = new ImportedSubscriber
            {
                Recipient = recipient,
                All = all,
                ComponentIds = all ? null : [.. form.Values("component_ids")],
                Locale = form["locale"],
            };
            await ImportSubscribers.Info.Run(
                new ImportSubscribersRequest
                {
                    PageId = page.PageId,
                    Method = method,
                    Subscribers = [one],
                },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See(page.Path + "/subscribers?done=added");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("recipient", "recipient", SubscribersTexts.SubscriberLabel),
                    ("subscribers[0].recipient", "recipient", SubscribersTexts.SubscriberLabel),
                    ("subscribers[0].component_ids", "scope", SubscribersTexts.SubscriberFollows),
                    ("subscribers[0].locale", "locale", SubscribersTexts.SubscriberLocale)
                )
            )
        {
            return await Page(request, db, page, form);
        }
    }

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
