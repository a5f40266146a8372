using System.Globalization;
using System.Text;
using QRCoder;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// A QR code as a drawing within the page: no picture to fetch, and no other server that learns what is in it.
/// </summary>
/// <param name="Size">Modules a side, with the quiet zone around.</param>
/// <param name="Path">The dark ones, as an SVG path in modules.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode From(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var end = x;
                while (end < rows[y].Count && rows[y][end])
                    end++;
                if (end > x)
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{end - x}v1h-{end - x}z");
                x = Math.Max(x, end);
            }
        }

        return new QrCode(rows.Count, path.ToString());
    }
}
