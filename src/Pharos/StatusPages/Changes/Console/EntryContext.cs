using NodaTime;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>The entry of a timeline that a screen is about.</summary>
/// <param name="Zone">The zone of the times in the form.</param>
internal sealed record EntryContext(ChangeContext Opened, UpdateItem Entry, DateTimeZone Zone)
{
    public static async Task<EntryContext> Find(ConsoleRequest request, PharosDb db)
    {
        var opened = await ChangeContext.Find(request, db);
        return new EntryContext(opened, opened.Entry(request), request.Zone);
    }
}
