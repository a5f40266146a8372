using System.Globalization;
using Pharos.Console.Pages;

namespace Pharos.Console.Events;

/// <summary>Where the console has an event.</summary>
internal static class EventAddress
{
    public static string Of(long pageId, long changeId) => string.Create(CultureInfo.InvariantCulture, $"{ShownPage.PathOf(pageId)}/events/{changeId}");
}
