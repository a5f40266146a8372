using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Templates;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>The texts of a page's message templates that go with an event.</summary>
internal static class PreparedTexts
{
    public static async Task<List<PreparedText>> For(PharosDb db, ChangeContext opened, CancellationToken cancel)
    {
        var templates = await db
            .Templates.AsNoTracking()
            .Where(t =>
                t.PageId == opened.Page.PageId && t.Type == TemplateType.Message && t.EventType == opened.Change.Type
            )
            .OrderBy(t => t.Title)
            .ThenBy(t => t.TemplateId)
            .ToListAsync(cancel);
        return
        [
            .. templates.SelectMany(t =>
                t.Messages.Select(m => new PreparedText(
                    t.TemplateId + "." + WireName<ChangeStatus>.ToWire(m.Status),
                    t.Title,
                    m.Status,
                    m.Text
                ))
            ),
        ];
    }

    /// <summary>Null where there is none of this ID.</summary>
    public static async Task<PreparedText?> Find(
        PharosDb db,
        ChangeContext opened,
        string id,
        CancellationToken cancel
    ) => (await For(db, opened, cancel)).Find(t => t.Id == id);
}

/// <summary>The text of a message template for a status.</summary>
/// <param name="Id">Of template and status together.</param>
public sealed record PreparedText(string Id, string Title, ChangeStatus Status, string Text);
