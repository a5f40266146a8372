using Pharos.Web;

namespace Pharos.Platform.Security.Console;

/// <summary>Derives a browser's name from its user agent.</summary>
internal static class BrowserName
{
    /// <summary>The first match counts, because most browsers also name others in their user agent.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("EdgA/", "Edge"),
        ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("MicroMessenger/", "WeChat"),
        ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string For(string? userAgent, ConsoleLocalizer texts)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => texts[SecurityTexts.BrowserUnknown],
            ({ } known, null) => known,
            (null, { } on) => texts.Format(SecurityTexts.BrowserOn, texts[SecurityTexts.BrowserUnknown], on),
            ({ } known, { } on) => texts.Format(SecurityTexts.BrowserOn, known, on),
        };
    }

    private static string? Find((string Sign, string Name)[] all, string? userAgent) =>
        userAgent is null ? null : Array.Find(all, one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
