using Pharos.Kernel;

namespace Pharos.StatusPages;

/// <summary>
/// Checks that names are unique within a page. Runs after all items of a request are in place, so that two of them may
/// swap names. The caller holds the page's lock. Names that an older version allowed side by side stay until
/// one of them is changed.
/// </summary>
internal static class UniqueNames
{
    /// <param name="rows">All rows that the page will have.</param>
    /// <param name="name">A row's name.</param>
    /// <param name="before">A row's name before the request; null for a new row.</param>
    /// <param name="index">A row's position in the request, or -1.</param>
    /// <param name="field">The request's list field.</param>
    public static void Demand<T>(
        IEnumerable<T> rows,
        Func<T, string> name,
        Func<T, string?> before,
        Func<T, int> index,
        string field
    )
    {
        foreach (var same in rows.GroupBy(name, NameComparer.Instance).Where(g => g.Skip(1).Any()))
        {
            var named = same.Where(row => before(row) is not { } old || HumanText.Clean(old) != name(row)).ToList();
            if (named.Count > 0)
                throw Errors.Invalid(Messages.NameTaken, Validate.Index(field, named.Max(index)) + ".name");
        }
    }
}
