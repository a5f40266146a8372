using Pharos.Kernel;

namespace Pharos.StatusPages;

/// <summary>
/// Names are unique within the page. Checked after all items of a request are in place, so that two may swap their
/// names; the lock on the page keeps it true.
/// </summary>
internal static class UniqueNames
{
    /// <param name="rows">All there will be on the page.</param>
    /// <param name="name">A row's name.</param>
    /// <param name="index">A row's place in the request, or -1.</param>
    /// <param name="field">The request's list.</param>
    public static void Demand<T>(IEnumerable<T> rows, Func<T, string> name, Func<T, int> index, string field)
    {
        foreach (var same in rows.GroupBy(name, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
            throw Errors.Invalid(Messages.NameTaken, Validate.Index(field, same.Max(index)) + ".name");
    }
}
