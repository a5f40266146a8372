using System.CommandLine;
using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos export</c>: writes a public page as static files. The server may be running.
/// </summary>
internal static class ExportCommand
{
    private static readonly Option<string> Page = new("--page")
    {
        Description = "The url_name of a public page",
        HelpName = "SLUG",
        Required = true,
    };
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Output folder: empty, missing or from an earlier export",
        HelpName = "DIR",
        Required = true,
    };
    private static readonly Option<string?> Url = new("--url")
    {
        Description = "Address where the files will be served (default: the page's own)",
        HelpName = "URL",
    };
    private static readonly Option<string> Language = new("--language")
    {
        Description = "Language of the top folder; the other language goes into a subfolder",
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
                $"--out must not be the data folder {Path.GetFullPath(options.Data)} or contain it, because "
                    + "its files are public"
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
        ) ?? throw new StartupException($"the page {slug} has just been deleted");
        if (!hasAddress && export.Page.Page.DomainVerifiedAt is null)
            await System.Console.Error.WriteLineAsync(
                $"pharos: warning: feeds will contain the address {options.PublicUrl}; set the public address with "
                    + "--url or Pharos:PublicUrl"
            );
        try
        {
            var site = await ExportFolder.Put(directory, export, cancel);
            await System.Console.Out.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{site.After.Files.Count} files in {directory}: {site.Changed.Count} written, "
                        + $"{site.After.Files.Count - site.Changed.Count} unchanged, {site.Gone.Count} deleted"
                )
            );
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"cannot export to {directory}: {exception.Message}");
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

    /// <summary>The services that render the public site, without a server.</summary>
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
