using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Spaces;
using Pharos.Web;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>The spaces to choose from in a form.</summary>
internal static class SpaceChoices
{
    /// <summary>The spaces that the member may see, by name.</summary>
    public static async Task<IReadOnlyList<(string Value, string Text)>> Read(ConsoleRequest request, PharosDb db)
    {
        var access = await SpaceAccess.For(db, request.Caller, request.Cancel);
        var spaces = await access
            .Spaces(db, request.Caller)
            .OrderBy(s => s.Name)
            .ThenBy(s => s.SpaceId)
            .Select(s => new { s.SpaceId, s.Name })
            .Take(CreateSpace.Max)
            .ToListAsync(request.Cancel);
        return [.. spaces.Select(s => (s.SpaceId.ToString(CultureInfo.InvariantCulture), s.Name))];
    }
}
