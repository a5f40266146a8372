using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings.Branding;

/// <summary>Pictures, texts and links around a page: <c>/console/pages/{page_id}/settings/branding</c></summary>
internal static partial class BrandingForm
{
    /// <summary>
    /// The largest form: three pictures, three more that were sent before and kept, and texts. A photo too large still
    /// gets an error at its field.
    /// </summary>
    public const long MostBytes = 12 << 20;

    /// <summary>Form fields of pictures; the API's have the same names.</summary>
    public static readonly string[] Pictures = ["logo", "dark_logo", "favicon"];

    public static readonly ConsoleForm<SettingsContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        MaxFileBytes = MostBytes,
        Lock = SettingsContext.Lock,
        Find = SettingsContext.Find,
        Fields =
        [
            new("logo_url", PageSettingsTexts.LogoUrlLabel, s => s.Row.LogoUrl ?? ""),
            new("logo", PageSettingsTexts.LogoLabel),
            new("dark_logo", PageSettingsTexts.DarkLogoLabel),
            new("favicon", PageSettingsTexts.FaviconLabel),
            .. Pictures.Select(picture => new ConsoleField<SettingsContext>(
                picture + "_address",
                PageSettingsTexts.PictureAtAddress,
                s => For(s.Row, picture) is { } there && IsAddress(there) ? there : ""
            )
            {
                WireNames = [],
            }),
            new("accent_color", PageSettingsTexts.AccentLabel, s => s.Row.AccentColor ?? ""),
            new("cover_filled", PageSettingsTexts.CoverFilledLabel, s => s.Row.CoverFilled == true),
            new("cover_line", PageSettingsTexts.CoverLineLabel, s => s.Row.CoverLine ?? ""),
            new("hide_name", PageSettingsTexts.HideNameLabel, s => s.Row.HideName == true),
            new("hide_powered_by", PageSettingsTexts.HidePoweredByLabel, s => s.Row.HidePoweredBy == true),
            new("page_header", PageSettingsTexts.HeaderLabel, s => s.Row.PageHeader ?? ""),
            new("page_footer", PageSettingsTexts.FooterLabel, s => s.Row.PageFooter ?? ""),
            new("links", PageSettingsTexts.LinksLabel) { WireNames = ["custom_links"] },
            new("link_name", PageSettingsTexts.LinkName, s => s.Row.CustomLinks.Select(l => l.Name))
            {
                WireNames = [],
                IsOrdered = true,
            },
            new("link_url", PageSettingsTexts.LinkUrl, s => s.Row.CustomLinks.Select(l => l.Url))
            {
                WireNames = [],
                IsOrdered = true,
            },
        ],
        Version = s => ConcurrencyToken.Create(s.Row.Logo, s.Row.DarkLogo, s.Row.Favicon),
        Check = Check,
        TakeError = TakeError,
        Page = (request, _, settings, form) =>
            Task.FromResult(
                request.Page<BrandingPage>(
                    form.Status,
                    (nameof(BrandingPage.Page), settings.Page),
                    (nameof(BrandingPage.Row), settings.Row),
                    (nameof(BrandingPage.Form), form)
                )
            ),
        Submit = (settings, form, op) => settings.Save(Update(form), "/settings/branding", op),
        Notice = SettingsContext.Saved,
    };

    /// <summary>The page of the settings as the form would make it; what the form has wrong stays as it is.</summary>
    public static async Task<PageRow> Draft(ConsoleRequest request, PharosDb db, SettingsContext settings)
    {
        var form = Web.Forms.Form.From(request, [.. Form.Fields.Select(f => f.Name)]);
        await Check(request, db, settings, form);
        var update = Update(form);
        if (BrandColor.Parse(update.AccentColor) is null && update.AccentColor?.Length > 0)
            update = update with { AccentColor = null };
        try
        {
            update.PutInto(settings.Row, new FieldErrors());
        }
        catch (ApiException)
        {
            // A preview is made while the member types.
        }

        return settings.Row;
    }

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

    /// <summary>
    /// Drops empty links, and reads the pictures: the page shows them again if something else is wrong.
    /// </summary>
    private static async Task Check(ConsoleRequest request, PharosDb db, SettingsContext settings, Form form)
    {
        var links = Links(form);
        form.Set("link_name", links.Select(l => l.Name!));
        form.Set("link_url", links.Select(l => l.Url!));
        foreach (var picture in Pictures)
            form.Set(
                picture + "_chosen",
                await Read(request, form, settings.Row, picture) is { } chosen ? [chosen] : []
            );
    }

    private static UpdatePageRequest Update(Form form) =>
        new()
        {
            Logo = Chosen(form, "logo"),
            DarkLogo = Chosen(form, "dark_logo"),
            Favicon = Chosen(form, "favicon"),
            LogoUrl = form["logo_url"],
            AccentColor = form["accent_color"].Trim(),
            CoverFilled = form.Has("cover_filled"),
            CoverLine = form["cover_line"],
            HideName = form.Has("hide_name"),
            HidePoweredBy = form.Has("hide_powered_by"),
            PageHeader = form["page_header"],
            PageFooter = form["page_footer"],
            CustomLinks = [.. Links(form)],
        };

    private static List<PageLinkFields> Links(Form form) =>
        [
            .. form.Values("link_name")
                .Zip(form.Values("link_url"), (name, url) => new PageLinkFields { Name = name, Url = url })
                .Where(l => l.Name!.Trim().Length + l.Url!.Trim().Length > 0),
        ];

    /// <summary>Names the link that an error is about.</summary>
    private static bool TakeError(ApiException error, SettingsContext settings, Form form, ConsoleLocalizer texts)
    {
        if (error.Text.Args is not [string wire, ..] || Link().Match(wire) is not { Success: true } link)
            return false;
        var place = int.Parse(link.Groups["place"].ValueSpan, CultureInfo.InvariantCulture) + 1;
        var part = link.Groups["part"].Value == "name" ? PageSettingsTexts.LinkName : PageSettingsTexts.LinkUrl;
        form.Refuse("links", texts.Format(PageSettingsTexts.LinkWrong, place, texts.Of(error.Text, texts[part])));
        return true;
    }

    /// <summary>What <see cref="Read"/> made of a picture.</summary>
    private static string? Chosen(Form form, string picture) =>
        form.Values(picture + "_chosen") is [var chosen] ? chosen : null;

    /// <summary>What to send for a picture: a new one, nothing where it stays, the empty text where it goes.</summary>
    private static async Task<string?> Read(ConsoleRequest request, Form form, PageRow row, string picture)
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
