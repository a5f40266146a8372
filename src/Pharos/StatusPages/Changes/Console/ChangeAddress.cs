using System.Globalization;
using Pharos.StatusPages.Pages.Console;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>Where the console has an event.</summary>
internal static class ChangeAddress
{
    public static string For(long pageId, long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{PageContext.PathOf(pageId)}/events/{changeId}");
}
