using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharos.StatusPages.Pages;

/// <summary>
/// A page's accent color, and what is made of it: a link in the very color that a company chose may be unreadable on a
/// light or dark page, so it is mixed with black or white until its contrast is that of WCAG AA.
/// </summary>
/// <param name="Red">From 0 to 255.</param>
/// <param name="Green">From 0 to 255.</param>
/// <param name="Blue">From 0 to 255.</param>
public readonly partial record struct BrandColor(byte Red, byte Green, byte Blue)
{
    /// <summary>The contrast that WCAG AA demands of text.</summary>
    public const double TextContrast = 4.5;

    public static readonly BrandColor Black = new(0, 0, 0);
    public static readonly BrandColor White = new(255, 255, 255);

    /// <summary>The darkest ground of the light theme, <c>--ground</c>.</summary>
    private static readonly BrandColor LightGround = new(0xf7, 0xf7, 0xf5);

    /// <summary>The lightest ground of the dark theme, <c>--surface</c>.</summary>
    private static readonly BrandColor DarkSurface = new(0x1a, 0x1c, 0x20);

    /// <summary>Reads a color such as <c>#1f5fbf</c>; null for any other text.</summary>
    public static BrandColor? Parse(string? text) =>
        text is not null && Hex().IsMatch(text) ? new BrandColor(Part(text, 1), Part(text, 3), Part(text, 5)) : null;

    /// <summary>The color for text on the light theme.</summary>
    public BrandColor OnLight => Readable(LightGround, Black);

    /// <summary>The color for text on the dark theme.</summary>
    public BrandColor OnDark => Readable(DarkSurface, White);

    /// <summary>Black or white, whichever is easier to read on this color: the contrast is at least 4.5.</summary>
    public BrandColor Ink => Contrast(White) >= Contrast(Black) ? White : Black;

    /// <summary>The contrast with another color, from 1 to 21, by the formula of WCAG 2.</summary>
    public double Contrast(BrandColor other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Such as <c>#1f5fbf</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private BrandColor Readable(BrandColor ground, BrandColor towards)
    {
        const int Steps = 50;
        for (var step = 0; step < Steps; step++)
        {
            var mixed = Mix(towards, (double)step / Steps);
            if (mixed.Contrast(ground) >= TextContrast)
                return mixed;
        }

        return towards;
    }

    private BrandColor Mix(BrandColor other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    private static byte Mix(byte one, byte other, double share) => (byte)Math.Round(one + ((other - one) * share));

    private static double Linear(byte channel) =>
        channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static byte Part(string text, int at) =>
        byte.Parse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z", RegexOptions.None, 1000)]
    private static partial Regex Hex();
}
