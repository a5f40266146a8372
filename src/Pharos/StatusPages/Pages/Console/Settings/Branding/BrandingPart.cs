using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings.Branding;

/// <summary>Pictures, texts and links around a page: <c>/console/pages/{page_id}/settings/branding</c></summary>
internal sealed partial class BrandingPart : SettingsPart
{
    /// <summary>
    /// The largest form: three pictures, three more that were sent before and kept, and texts. A photo too large still
    /// gets an answer beside its field.
    /// </summary>
    public const long MostBytes = 12 << 20;

    /// <summary>Form fields of pictures; the API's have the same names.</summary>
    public static readonly string[] Pictures = ["logo", "dark_logo", "favicon"];

    protected override string Address => "/settings/branding";

    protected override string[] Fields =>
        [
            "logo_address",
            "dark_logo_address",
            "favicon_address",
            "logo_url",
            "page_header",
            "page_footer",
            "link_name",
            "link_url",
        ];

    /// <summary>A picture as the page has it.</summary>
    public static string? For(PageRow row, string picture) =>
        picture switch
        {
            "logo" => row.Logo,
            "dark_logo" => row.DarkLogo,
            _ => row.Favicon,
        };

    public static bool IsAddress(string? picture) =>
        picture?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true;

    protected override Form FormOf(PageRow row)
    {
        var form = new Form
        {
            ["logo_url"] = row.LogoUrl ?? "",
            ["page_header"] = row.PageHeader ?? "",
            ["page_footer"] = row.PageFooter ?? "",
        };
        foreach (var picture in Pictures)
            form[picture + "_address"] = For(row, picture) is { } there && IsAddress(there) ? there : "";
        form.Set("link_name", row.CustomLinks.Select(l => l.Name));
        form.Set("link_url", row.CustomLinks.Select(l => l.Url));
        return form;
    }

    protected override async Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row)
    {
        var (names, urls) = (form.Values("link_name"), form.Values("link_url"));
        var links = names
            .Zip(urls, (name, url) => new PageLinkFields { Name = name, Url = url })
            .Where(l => l.Name!.Trim().Length + l.Url!.Trim().Length > 0)
            .ToList();
        form.Set("link_name", links.Select(l => l.Name!));
        form.Set("link_url", links.Select(l => l.Url!));
        return new UpdatePageRequest
        {
            Logo = await Chosen(request, form, row, "logo"),
            DarkLogo = await Chosen(request, form, row, "dark_logo"),
            Favicon = await Chosen(request, form, row, "favicon"),
            LogoUrl = form["logo_url"],
            PageHeader = form["page_header"],
            PageFooter = form["page_footer"],
            CustomLinks = [.. links],
        };
    }

    protected override bool Takes(Form form, ApiException error, ConsoleLocalizer texts)
    {
        if (error.Text.Args is [string wire, ..] && Link().Match(wire) is { Success: true } link)
        {
            var place =
                int.Parse(link.Groups["place"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1;
            form.Refuse(
                "links",
                texts.Format(
                    PageSettingsTexts.LinkWrong,
                    place,
                    texts.Of(
                        error.Text,
                        link.Groups["part"].Value == "name"
                            ? texts[PageSettingsTexts.LinkName]
                            : texts[PageSettingsTexts.LinkUrl]
                    )
                )
            );
            return true;
        }

        return form.Takes(
            error,
            texts,
            ("logo_url", "logo_url", PageSettingsTexts.LogoUrlLabel),
            ("logo", "logo", PageSettingsTexts.LogoLabel),
            ("dark_logo", "dark_logo", PageSettingsTexts.DarkLogoLabel),
            ("favicon", "favicon", PageSettingsTexts.FaviconLabel),
            ("page_header", "page_header", PageSettingsTexts.HeaderLabel),
            ("page_footer", "page_footer", PageSettingsTexts.FooterLabel),
            ("custom_links", "links", PageSettingsTexts.LinksLabel)
        );
    }

    protected override string SeenOf(PageRow row) =>
        ConcurrencyToken.Create(base.SeenOf(row), row.Logo, row.DarkLogo, row.Favicon);

    protected override IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status) =>
        request.Page<BrandingPage>(
            status,
            (nameof(BrandingPage.Page), page),
            (nameof(BrandingPage.Row), row),
            (nameof(BrandingPage.Form), form),
            (nameof(BrandingPage.SeenNow), SeenOf(row))
        );

    /// <summary>What to send for a picture: a new one, nothing where it stays, the empty text where it goes.</summary>
    private static async Task<string?> Chosen(ConsoleRequest request, Form form, PageRow row, string picture)
    {
        var address = request.Field(picture + "_address").Trim();
        // A browser does not choose a file again by itself: one that came with a form that was refused for something
        // else is sent back with it.
        var kept = request.Field(picture + "_kept");
        if (request.Http.Request.Form.Files.GetFile(picture) is { Length: > 0 } file)
        {
            (var read, var wrong) = await Picture.Read(file, request.Texts, request.Cancel);
            if (wrong is not null)
                form.Refuse(picture, wrong);
            kept = read ?? "";
        }
        else if (request.Field(picture + "_remove") == "true")
        {
            form.Set(picture + "_remove", ["true"]);
            return "";
        }

        if (kept.Length > 0)
        {
            form[picture + "_kept"] = kept;
            return kept;
        }

        var before = IsAddress(For(row, picture)) ? For(row, picture) : "";
        return address == before ? null : address;
    }

    [GeneratedRegex(@"^custom_links\[(?<place>\d+)\]\.(?<part>name|url)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
