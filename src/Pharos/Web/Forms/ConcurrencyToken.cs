using System.Security.Cryptography;
using System.Text;

namespace Pharos.Web.Forms;

/// <summary>
/// Tells whether a thing is still what it was when a form about it was made: the form carries a digest of it as it was
/// seen (field <c>seen</c>), and is compared with the thing under the lock that the write takes.
/// </summary>
internal static class ConcurrencyToken
{
    public const string Field = "seen";

    /// <summary>A digest of what a form shows of a thing.</summary>
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
