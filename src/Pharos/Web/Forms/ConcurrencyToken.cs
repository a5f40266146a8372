using System.Security.Cryptography;
using System.Text;

namespace Pharos.Web.Forms;

/// <summary>
/// Detects that a resource changed after its form was rendered. The form carries a digest of the values it showed
/// (field <c>seen</c>); the write compares it with the current values under its lock.
/// </summary>
internal static class ConcurrencyToken
{
    public const string Field = "seen";

    /// <summary>Returns a digest of the values that a form shows.</summary>
    public static string Create(params ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            var part = value is null
                ? "-"
                : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
            text.Append(part.Length).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
