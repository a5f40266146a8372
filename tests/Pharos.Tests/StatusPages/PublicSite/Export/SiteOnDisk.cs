using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

/// <summary>An exported site as a web server without any settings would find it.</summary>
internal sealed class SiteOnDisk(string folder)
{
    public string Folder => folder;

    /// <summary>Their paths, with slashes; without what is about the site.</summary>
    public List<string> Files =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder, f))
                .Where(f => !f.StartsWith(".pharos", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    public IEnumerable<string> HtmlFiles => Files.Where(f => f.EndsWith(".html", StringComparison.Ordinal));

    public string Text(string path) => File.ReadAllText(Path.Combine(folder, path));

    public byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(folder, path));

    public bool Has(string path) => File.Exists(Path.Combine(folder, path));

    public IHtmlDocument Html(string path) => new HtmlParser().ParseDocument(Text(path));

    /// <summary>The whole site, to compare it with another one.</summary>
    public Dictionary<string, string> Everything() => Files.ToDictionary(f => f, Text, StringComparer.Ordinal);

    /// <summary>When each file was written, and its identity: neither changes without a write.</summary>
    public Dictionary<string, DateTime> Times() =>
        Files.ToDictionary(f => f, f => File.GetLastWriteTimeUtc(Path.Combine(folder, f)), StringComparer.Ordinal);

    /// <summary>
    /// Fails unless each link within the site, in each of its pages, leads to a file; the paths that pages lead to.
    /// </summary>
    public HashSet<string> Crawl()
    {
        var files = Files.ToHashSet(StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in HtmlFiles)
        {
            foreach (
                var element in Html(file)
                    .QuerySelectorAll("[href], [src]")
                    .Where(e => e.GetAttribute("rel") != "canonical")
            )
            {
                var link = element.GetAttribute("href") ?? element.GetAttribute("src")!;
                if (
                    link.StartsWith('#')
                    || Uri.TryCreate(link, UriKind.Absolute, out var absolute)
                        && absolute.Scheme is "https" or "mailto" or "data"
                )
                    continue;
                Assert.True(
                    link[0] == '.' && !link.Contains('?', StringComparison.Ordinal),
                    $"{file} links to {link}, which is not relative"
                );
                var target = new Uri(new Uri("file:///" + file), link).AbsolutePath[1..];
                Assert.True(files.Contains(target), $"{file} links to {link}, and there is no {target}");
                Assert.True(Depth(file, link) >= 0, $"{file} links to {link}, which leaves the site");
                reached.Add(target);
            }
        }

        return reached;
    }

    private static int Depth(string file, string link) =>
        file.Count(c => c == '/') - link.Split('/').Count(part => part == "..");
}
