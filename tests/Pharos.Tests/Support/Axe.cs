using Microsoft.Playwright;

namespace Pharos.Tests.Support;

/// <summary>
/// The accessibility engine axe-core, over what a real browser shows: all rules of WCAG 2.0 to 2.2, A and AA, and its
/// best practices. It comes from npm (<c>npm ci</c> in <c>tests</c>, which <c>./test</c> runs). Missing, it skips the
/// test; under CI it fails it.
/// </summary>
public static class Axe
{
    private const string Run = """
        async () => {
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
            options.rules = { "target-size": { enabled: true } };
            const found = await axe.run(document, options);
          const text = (v, n) => `${v.id}: ${n.html.slice(0, 300)} (${n.target.join(" ")})\n  ${n.failureSummary}`;
            return found.violations.flatMap(v => v.nodes.map(n => text(v, n)));
        }
        """;

    private static readonly Lazy<string?> Source = new(() =>
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Pharos.slnx")))
            root = root.Parent;
        var file = Path.Combine(root?.FullName ?? "", "tests", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    });

    /// <summary>A laptop in light.</summary>
    public static readonly (ColorScheme Scheme, int Width) Laptop = (ColorScheme.Light, 1280);

    /// <summary>A phone in dark.</summary>
    public static readonly (ColorScheme Scheme, int Width) Phone = (ColorScheme.Dark, 390);

    /// <summary>
    /// The screens to check: a laptop in light only, or in the full run also a phone in dark and <paramref
    /// name="more"/>.
    /// </summary>
    public static (ColorScheme Scheme, int Width)[] Screens(bool full, params (ColorScheme Scheme, int Width)[] more) =>
        full ? [Laptop, Phone, .. more] : [Laptop];

    /// <summary>Skips the test where the engine is not there; call it first, before anything is started.</summary>
    public static void Demand()
    {
        if (Source.Value is not null)
            return;
        const string Missing = "axe-core is not there: run npm ci in tests";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        Assert.Fail(Missing);
    }

    /// <summary>
    /// Clicks what leads to another document and waits until that one is loaded. Without the wait, the engine runs on
    /// the document that the browser is about to leave, or on one that has no root element yet.
    /// </summary>
    public static async Task ClickThrough(this IPage page, ILocator locator)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage of) => loaded.TrySetResult();
        page.Load += Loaded;
        try
        {
            await locator.ClickAsync();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(90));
        }
        finally
        {
            page.Load -= Loaded;
        }
    }

    /// <summary>
    /// Fails the test unless the page, as it is shown now, is without violations on each of these screens.
    /// </summary>
    public static async Task DemandAccessible(this IPage page, params (ColorScheme Scheme, int Width)[] screens)
    {
        Demand();
        await page.WaitForLoadStateAsync(LoadState.Load);
        // The page's policy would refuse a script element.
        await page.EvaluateAsync(Source.Value!);
        foreach (var (scheme, width) in screens)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            var violations = await page.EvaluateAsync<string[]>(Run);
            Assert.True(
                violations.Length == 0,
                $"{page.Url}, {scheme}, {width} wide, {violations.Length} "
                    + $"violations:\n{string.Join('\n', violations.Take(5))}"
            );
        }
    }
}
