using System.Globalization;
using System.Text;
using QRCoder;

namespace Pharos.Platform.Security.Console;

/// <summary>A QR code as inline SVG, so that no other server sees its content.</summary>
/// <param name="Size">Modules per side, including the quiet zone.</param>
/// <param name="Path">The dark modules as an SVG path; one unit is one module.</param>
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
