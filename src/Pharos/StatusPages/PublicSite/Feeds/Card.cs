using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;
using SkiaSharp;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>
/// The picture of the page that networks show next to a link: its name, its state in words, and its last days. Networks
/// read PNG, but not SVG.
/// </summary>
internal static class Card
{
    public const int Width = 1200;
    public const int Height = 630;

    private const int Margin = 80;
    private const int Days = 60;
    private const float NameSize = 68;
    private const float StateSize = 44;
    private const float SmallSize = 26;

    private const string Degraded = "#e3ab1f";

    private const int MaxSystemFonts = 500;

    private static readonly string[] FontFolders =
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
    ];

    private static readonly SKColor Ink = SKColor.Parse("#1b1d20");
    private static readonly SKColor Quiet = SKColor.Parse("#5d636b");
    private static readonly SKColor NoData = SKColor.Parse("#d9dce1");

    /// <summary>With the program, because a server has no fonts of its own in a container.</summary>
    private static readonly Lazy<SKTypeface> OwnFont = new(() =>
    {
        using var font = SiteAssets.Open("DejaVuSans-Bold.ttf");
        return SKTypeface.FromStream(font);
    });

    public static byte[] Png(PageSnapshot page, PageAddress address)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Color = BrandColor.Parse(page.Page.AccentColor) is { } brand
                ? SKColor.Parse(brand.ToString())
                : Color(page.Overall),
        };
        canvas.DrawRect(0, 0, Width, 16, paint);
        var name = FeedDocument.Clean(page.Page.Name);
        Text(canvas, FontFor(name) is { } font ? (font, name) : (OwnFont.Value, Plain(address)), NameSize, 190, Ink);
        paint.Color = Color(page.Overall);
        canvas.DrawCircle(Margin + 20, 290, 20, paint);
        var words = new Localizer(Language.English);
        Text(canvas, (OwnFont.Value, words.Text(page.Overall)), StateSize, 305, Ink, Margin + 60);
        if (page.ShownComponents.Any(c => c.Days.Count > 0))
            Bars(canvas, page, words);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>The worst status of any component on each of the last days, oldest first; null without data.</summary>
    public static IReadOnlyList<ComponentStatus?> WorstOfDays(PageSnapshot page)
    {
        var worst = new ComponentStatus?[Days];
        foreach (var component in page.ShownComponents.Where(c => c.Days.Count >= Days))
        {
            for (var i = 0; i < Days; i++)
            {
                if (component.Days[component.Days.Count - Days + i].Worst is { } day && !(worst[i] >= day))
                    worst[i] = day;
            }
        }

        return worst;
    }

    private static void Bars(SKCanvas canvas, PageSnapshot page, Localizer words)
    {
        const float Top = 400;
        const float Tall = 110;
        const float Pitch = (float)(Width - (2 * Margin)) / Days;
        using var paint = new SKPaint { IsAntialias = true };
        var days = WorstOfDays(page);
        for (var i = 0; i < days.Count; i++)
        {
            paint.Color = days[i] is { } status ? Color(CurrentStatus.Overall([status])) : NoData;
            canvas.DrawRoundRect(Margin + (i * Pitch), Top, Pitch - 5, Tall, 3, 3, paint);
        }

        using var font = new SKFont(OwnFont.Value, SmallSize);
        paint.Color = Quiet;
        canvas.DrawText(
            words.Fill(SiteTexts.CardDaysAgo, Days),
            Margin,
            Top + Tall + 45,
            SKTextAlign.Left,
            font,
            paint
        );
        canvas.DrawText(words[SiteTexts.Today], Width - Margin - 5, Top + Tall + 45, SKTextAlign.Right, font, paint);
    }

    /// <summary>Draws a line; a long one is smaller, and ends in an ellipsis if it is still too long.</summary>
    private static void Text(
        SKCanvas canvas,
        (SKTypeface Font, string Text) line,
        float size,
        float baseline,
        SKColor color,
        float left = Margin
    )
    {
        using var font = new SKFont(line.Font, size);
        using var paint = new SKPaint { IsAntialias = true, Color = color };
        var (text, room) = (line.Text, Width - Margin - left);
        if (font.MeasureText(text) is var wide && wide > room)
            font.Size = Math.Max(size * 0.6f, size * room / wide);
        while (text.Length > 2 && font.MeasureText(text) > room)
            text = text[..^(char.IsLowSurrogate(text[^2]) ? 3 : 2)] + "…";
        canvas.DrawText(text, left, baseline, SKTextAlign.Left, font, paint);
    }

    private static string Plain(PageAddress address) =>
        new Uri(address.Home) is var home ? home.IdnHost + home.AbsolutePath.TrimEnd('/') : "";

    /// <summary>As the bars of the page: the picture has the state in words too.</summary>
    private static SKColor Color(OverallState state) =>
        SKColor.Parse(state == OverallState.Degraded ? Degraded : Badge.Fill(state));

    /// <summary>
    /// The font for a text: the own one or, for scripts that it does not contain, one of the system. Null if no
    /// font contains it.
    /// </summary>
    private static SKTypeface? FontFor(string text)
    {
        if (Has(OwnFont.Value, text))
            return OwnFont.Value;
        var files = FontFolders
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC")
            .Order(StringComparer.Ordinal)
            .Take(MaxSystemFonts);
        foreach (var file in files)
        {
            if (SKTypeface.FromFile(file) is not { } font)
                continue;
            if (Has(font, text))
                return font;
            font.Dispose();
        }

        return null;
    }

    private static bool Has(SKTypeface typeface, string text)
    {
        using var font = new SKFont(typeface, NameSize);
        return font.ContainsGlyphs(text);
    }
}
