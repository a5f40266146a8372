using Microsoft.Playwright;
using Pharos.Tests.Support;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Pharos.Tests.Support;

/// <summary>
/// The system's Chromium, started by the first test that wants it. Missing, it skips the test; under CI it fails it.
/// Its headless shell is the same engine without a desktop browser's windows: a page takes a quarter of the time.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Executables = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly string[] Arguments =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly SemaphoreSlim gate = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A profile of its own: no cookie, no history. Takes the server's self-signed certificate.</summary>
    public async Task<IBrowserContext> NewProfile(
        TestServer server,
        int width = 1280,
        int height = 800,
        ColorScheme scheme = ColorScheme.Light,
        string locale = "en-US",
        string zone = "UTC",
        bool scripts = true
    )
    {
        var profile = await (await Running()).NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = server.Address.ToString(),
                IgnoreHTTPSErrors = true,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
                Locale = locale,
                TimezoneId = zone,
                JavaScriptEnabled = scripts,
                Permissions = ["clipboard-read", "clipboard-write"],
            }
        );
        profile.SetDefaultTimeout(90_000);
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> Running()
    {
        var executable = Array.Find(Executables, File.Exists);
        if (executable is null)
        {
            var missing = $"there is no Chromium at {string.Join(" or ", Executables)}";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Fail("under CI the tests in a browser must run, and " + missing);
        }

        await gate.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = executable,
                    Args = Arguments,
                    Timeout = 120_000,
                }
            );
        }
        finally
        {
            gate.Release();
        }
    }
}
