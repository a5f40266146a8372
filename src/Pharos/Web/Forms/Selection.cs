using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>Reads what was chosen in a form.</summary>
internal static class Selection
{
    /// <summary>
    /// The value that a field names by its wire name; null where it names none, which is for the API's handlers to
    /// refuse.
    /// </summary>
    public static T? Of<T>(Form form, string field)
        where T : struct, Enum => WireName<T>.TryParse(form[field], out var value) ? value : null;
}
