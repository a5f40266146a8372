using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>Reads the selected option of a form.</summary>
internal static class Selection
{
    /// <summary>
    /// Parses a field as the wire name of an enum value; null if unknown, which the operation then rejects.
    /// </summary>
    public static T? Of<T>(Form form, string field)
        where T : struct, Enum => WireName<T>.TryParse(form[field], out var value) ? value : null;
}
