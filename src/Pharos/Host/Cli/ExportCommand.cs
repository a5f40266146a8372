using System.CommandLine;
using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos export</c>: writes a public page as static files, beside a running server or without one.
/// </summary>
internal static class ExportCommand
{
    private static readonly Option<string> Page = new("--page")
    {
        Description = "The page's url_name; a public one",
        HelpName = "SLUG",
        Required = true,
    };
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder to write into: empty, missing, or exported to before",
        HelpName = "DIR",
        Required = true,
    };
    private static readonly Option<string?> Url = new("--url")
    {
        Description = "Address at which the folder will be found (default: the page's own)",
        HelpName = "URL",
    };
    private static readonly Option<string> Language = new("--language")
    {
        Description = "Language at the top; the other one is in a folder of its own below",
        HelpName = "en|zh",
        DefaultValueFactory = _ => "en",
    };

    public static Command Create()
    {
        var command = new Command("export", "Write a page as static files that any web server or bucket can serve")
        {
            Page,
            Out,
            Url,
            Language,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        var (slug, directory, url, language) = (
            arguments.GetRequiredValue(Page),
            Path.GetFullPath(arguments.GetRequiredValue(Out)),
            arguments.GetValue(Url),
            arguments.GetRequiredValue(Language)
        );
        if (!new SiteUrlAttribute().IsValid(url))
            throw new UsageException($"--url must be {new SiteUrlAttribute().FormatErrorMessage("--url")}");
        if (language is not ("en" or "zh"))
            throw new UsageException("--language must be en or zh");
        if (DataFolder.IsWithin(options.Data, directory))
            throw new StartupException(
                $"--out must not be the data folder {Path.GetFullPath(options.Data)} or hold it: web "
                    + "servers show what is in it"
            );
        var hasAddress = options.PublicUrl is not null || url is not null;
        options.PublicUrl ??= options.Urls.Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        )[0];

        await using var store = await Setup.OpenExisting(options, cancel);
        await using var services = Services(options, store);
        var exports = services.GetRequiredService<PageExports>();
        await using var export = await exports.Begin(
            await PageId(exports, slug, cancel),
            new ExportSettings(ExportSettings.LanguageOf(language), url?.TrimEnd('/')),
            cancel
        ) ?? throw new StartupException($"the page {slug} was deleted just now");
        if (!hasAddress && export.Page.Page.DomainVerifiedAt is null)
            await arguments.Streams.Error.WriteLineAsync(
                $"pharos: warning: feeds will say that the page is at {options.PublicUrl}; say where it is "
                    + "with --url, or set Pharos:PublicUrl"
            );
        try
        {
            var site = await ExportFolder.Put(directory, export, cancel);
            await arguments.Streams.Output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{site.After.Files.Count} files in {directory}: {site.Changed.Count} written, "
                        + $"{site.After.Files.Count - site.Changed.Count} unchanged, {site.Gone.Count} taken away"
                )
            );
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"cannot export to {directory}: {fault.Message}");
        }
    }

    private static async Task<long> PageId(PageExports exports, string slug, CancellationToken cancel)
    {
        var found = await exports.Find(slug, cancel);
        return found switch
        {
            { IsPublic: true } => found.PageId,
            not null => throw new StartupException($"{slug} is an internal page: only public pages can be exported"),
            null => throw new StartupException($"there is no page {slug}"),
        };
    }

    /// <summary>What renders the public site, without a server.</summary>
    private static ServiceProvider Services(PharosOptions options, Store store) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton(store.Clock)
            .AddSingleton(store.Databases)
            .AddSingleton(store.Responses)
            .AddPublicViews(options.PublicSite)
            .BuildServiceProvider();
}
