using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>The configuration section <c>Pharos:Publish</c>.</summary>
public sealed class PublishOptions
{
    [Description(
        "Folder for static copies of all public pages, one folder per url_name, updated after every change. Without "
            + "it, nothing is written."
    )]
    public string? Directory { get; set; }

    [Description(
        "Address of that folder. Absolute links in the files then point below it, not to the pages' own addresses."
    )]
    [SiteUrl]
    public string? Url { get; set; }

    [Description("Language at the top of each page's folder; the other language has a subfolder.")]
    [AllowedValues("en", "zh", ErrorMessage = "en or zh")]
    public string Language { get; set; } = "en";

    [Description("Minutes between updates without a change, because pages show days and durations.")]
    [Range(1, 1440)]
    public int EveryMinutes { get; set; } = 5;
}
