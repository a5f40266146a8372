using System.Globalization;
using Pharos.StatusPages.Pages.Console;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>Console URLs of a change.</summary>
internal static class ChangeAddress
{
    public static string For(long pageId, long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{PageContext.PathOf(pageId)}/events/{changeId}");
}
