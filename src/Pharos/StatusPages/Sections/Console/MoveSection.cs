using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>
/// Moves a section, as <see cref="MoveComponent"/> moves components: <c>POST /console/pages/{page_id}/sections/move</c>
/// </summary>
internal static class MoveSection
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockPage(request.Caller.AccountId, page.PageId, request.Cancel);
        var item = await PageInfo.Info.Run(new PageInfoRequest { PageId = page.PageId }, op.Within(write));
        var list = item.Sections.Select(s => s.SectionId).ToList();

        var button = Moving.Button(request.Field("move"));
        var id = button?.Id ?? request.Field("id");
        if (button is { } pressed)
            Moving.Step([list], pressed.Id, pressed.Up);
        else
            Moving.Put([list], id, 0, request.Field("before"));

        var byId = item.Sections.ToDictionary(s => s.SectionId, StringComparer.Ordinal);
        foreach (
            var piece in list.Select((section, i) => (Section: byId[section], Order: i + 1L))
                .Where(p => p.Section.OrderId != p.Order)
                .Chunk(1000)
        )
        {
            var fields = piece.Select(p => new SectionFields
            {
                SectionId = p.Section.SectionId,
                Name = p.Section.Name,
                OrderId = p.Order,
            });
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest { PageId = page.PageId, Sections = [.. fields] },
                op.Within(write)
            );
        }

        await write.Commit(request.Cancel);
        return request.See(
            $"{page.Path}/components?moved={Uri.EscapeDataString(id)}{(button?.Up == false ? "&way=down" : "")}"
        );
    }
}
