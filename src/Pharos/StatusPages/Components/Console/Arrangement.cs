using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// A page's components in the order and sections that visitors see. Components without a section come first.
/// </summary>
/// <param name="Section">Null for the first group.</param>
public sealed record ComponentGroup(SectionItem? Section, IReadOnlyList<ComponentItem> Components)
{
    public static IReadOnlyList<ComponentGroup> From(PageItem page)
    {
        var bySection = page.Components.ToLookup(c => c.SectionId, StringComparer.Ordinal);
        return
        [
            new ComponentGroup(null, [.. bySection[null]]),
            .. page.Sections.Select(s => new ComponentGroup(s, [.. bySection[s.SectionId]])),
        ];
    }
}

/// <summary>Moves items within and between lists.</summary>
internal static class Moving
{
    /// <summary>Moves an item one place up or down; at the end of its list, into the next list.</summary>
    /// <param name="lists">The lists in display order.</param>
    /// <param name="id">The item's ID; an unknown one is ignored.</param>
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

    /// <summary>Moves an item in front of another one, or to the end of a list.</summary>
    /// <param name="before">
    /// The ID of the item that follows; if it is not in the list, the item goes to the end.
    /// </param>
    public static void Put(IReadOnlyList<List<string>> lists, string id, int into, string before)
    {
        if (!lists.Any(l => l.Remove(id)))
            return;
        var place = lists[into].IndexOf(before);
        lists[into].Insert(place < 0 ? lists[into].Count : place, id);
    }

    /// <summary>Parses a button's value: <c>up:ID</c> or <c>down:ID</c>.</summary>
    public static (string Id, bool Up)? Button(string move) =>
        move.Split(':') is [("up" or "down") and var way, { Length: > 0 } id] ? (id, way == "up") : null;
}
