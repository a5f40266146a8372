using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// Moves a component: <c>POST /console/pages/{page_id}/components/move</c>. Buttons send <c>move=up:ID</c>; drag and
/// drop sends <c>id</c>, the section to move <c>into</c> and the component to move it <c>before</c>. Positions are
/// relative to the order at that time, so that concurrent moves do not undo each other.
/// </summary>
internal static class MoveComponent
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockPage(request.Caller.AccountId, page.PageId, request.Cancel);
        var item = await PageInfo.Info.Run(new PageInfoRequest { PageId = page.PageId }, op.Within(write));
        var groups = ComponentGroup.From(item);
        var lists = groups.Select(g => g.Components.Select(c => c.ComponentId).ToList()).ToList();

        var button = Moving.Button(request.Field("move"));
        var id = button?.Id ?? request.Field("id");
        if (button is { } pressed)
            Moving.Step(lists, pressed.Id, pressed.Up);
        else if (
            groups.ToList().FindIndex(g => (g.Section?.SectionId ?? "") == request.Field("into")) is var into and >= 0
        )
            Moving.Put(lists, id, into, request.Field("before"));

        var byId = item.Components.ToDictionary(c => c.ComponentId, StringComparer.Ordinal);
        var places = lists.SelectMany(
            (list, group) => list.Select(component => (byId[component], Section: groups[group].Section?.SectionId))
        );
        var moved = places
            .Select((p, i) => (Component: p.Item1, p.Section, Order: i + 1L))
            .Where(p => p.Component.OrderId != p.Order || p.Component.SectionId != p.Section);
        foreach (var piece in moved.Chunk(1000))
        {
            var fields = piece.Select(p => new ComponentFields
            {
                ComponentId = p.Component.ComponentId,
                Name = p.Component.Name,
                SectionId = p.Section ?? "",
                OrderId = p.Order,
            });
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest { PageId = page.PageId, Components = [.. fields] },
                op.Within(write)
            );
        }

        await write.Commit(request.Cancel);
        return request.See(
            $"{page.Path}/components?moved={Uri.EscapeDataString(id)}{(button?.Up == false ? "&way=down" : "")}"
        );
    }
}
