using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>The configuration section <c>Pharos:Publish</c>.</summary>
public sealed class PublishOptions
{
    [Description(
        "Folder into which every public page is written as static files after every change, a folder per "
            + "url_name; nothing is written when absent."
    )]
    public string? Directory { get; set; }

    [Description(
        "Address at which that folder will be found; the files then give addresses below it in place of the pages' own."
    )]
    [SiteUrl]
    public string? Url { get; set; }

    [Description("Language at the top of each page's folder; the other one is in a folder of its own below.")]
    [AllowedValues("en", "zh", ErrorMessage = "en or zh")]
    public string Language { get; set; } = "en";

    [Description("Minutes after which pages are written again although nothing changed, because they speak of time.")]
    [Range(1, 1440)]
    public int EveryMinutes { get; set; } = 5;
}
