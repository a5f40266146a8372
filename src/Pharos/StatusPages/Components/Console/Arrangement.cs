using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// A page's components in the order and sections that visitors see them in: first those in no section.
/// </summary>
/// <param name="Section">Null for the first group.</param>
public sealed record ComponentGroup(SectionItem? Section, IReadOnlyList<ComponentItem> Components)
{
    public static IReadOnlyList<ComponentGroup> Of(PageItem page)
    {
        var bySection = page.Components.ToLookup(c => c.SectionId, StringComparer.Ordinal);
        return
        [
            new ComponentGroup(null, [.. bySection[null]]),
            .. page.Sections.Select(s => new ComponentGroup(s, [.. bySection[s.SectionId]])),
        ];
    }
}

/// <summary>Moves things among others.</summary>
internal static class Moving
{
    /// <summary>Moves a thing one place up or down, at the end of its list into the next one.</summary>
    /// <param name="lists">In order.</param>
    /// <param name="id">Of the thing; one that is not there stays where it is not.</param>
    public static void Step(IReadOnlyList<List<string>> lists, string id, bool up)
    {
        var list = lists.ToList().FindIndex(l => l.Contains(id));
        if (list < 0)
            return;
        var place = lists[list].IndexOf(id);
        var to = up ? place - 1 : place + 1;
        if (to >= 0 && to < lists[list].Count)
        {
            (lists[list][place], lists[list][to]) = (lists[list][to], id);
            return;
        }

        var next = up ? list - 1 : list + 1;
        if (next < 0 || next >= lists.Count)
            return;
        lists[list].RemoveAt(place);
        lists[next].Insert(up ? lists[next].Count : 0, id);
    }

    /// <summary>Puts a thing before another one, or at the end of a list.</summary>
    /// <param name="before">At the end where it is not in that list.</param>
    public static void Put(IReadOnlyList<List<string>> lists, string id, int into, string before)
    {
        if (!lists.Any(l => l.Remove(id)))
            return;
        var place = lists[into].IndexOf(before);
        lists[into].Insert(place < 0 ? lists[into].Count : place, id);
    }

    /// <summary>What a form of ours asks to move: <c>up:ID</c> and <c>down:ID</c> by a button.</summary>
    public static (string Id, bool Up)? Button(string move) =>
        move.Split(':') is [("up" or "down") and var way, { Length: > 0 } id] ? (id, way == "up") : null;
}
