using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>The settings of a page, at creation and in updates. Absent keeps the value, empty clears it.</summary>
public abstract record PageFields
{
    /// <summary>The largest request with a page's fields: three pictures in Base64, and texts.</summary>
    internal const long MaxBodyBytes = 4 << 20;

    private const int MaxImageBytes = 512 * 1024;
    private const int MaxUrl = 2048;

    /// <summary>The length of the line below the name, in UTF-16 code units.</summary>
    internal const int MaxCoverLine = 120;
    private static readonly string[] ImageTypes =
    [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/svg+xml",
        "image/x-icon",
        "image/vnd.microsoft.icon",
    ];

    public virtual string? Name { get; set; }
    public virtual string? UrlName { get; set; }
    public string? PageTitle { get; set; }
    public string? CustomDomain { get; set; }
    public string? Logo { get; set; }
    public string? DarkLogo { get; set; }
    public string? Favicon { get; set; }
    public string? LogoUrl { get; set; }

    [MaxLength(7)]
    public string? AccentColor { get; set; }

    [MaxLength(MaxCoverLine)]
    public string? CoverLine { get; set; }
    public bool? CoverFilled { get; set; }
    public bool? HideName { get; set; }
    public bool? HidePoweredBy { get; set; }
    public string? PageHeader { get; set; }
    public string? PageFooter { get; set; }
    public string? ContactInfo { get; set; }

    [MaxLength(20)]
    public List<PageLinkFields?>? CustomLinks { get; set; }
    public virtual DateView? DateView { get; set; }
    public virtual UptimeMode? DisplayUptimeMode { get; set; }
    public SubscriptionFields? Subscription { get; set; }
    public string? TemplatePreference { get; set; }

    /// <summary>
    /// Checks the fields and stores them in the row. The callers handle slug and name, and throw the errors.
    /// </summary>
    internal void PutInto(PageRow row, FieldErrors errors)
    {
        row.PageTitle = Keep(PageTitle, row.PageTitle, v => Validate.OptionalLine(v, "page_title", 255));
        var domain = Keep(CustomDomain, row.CustomDomain, v => Domain(v, row.Type));
        row.DomainVerifiedAt = domain == row.CustomDomain ? row.DomainVerifiedAt : null;
        row.CustomDomain = domain;
        row.Logo = Keep(Logo, row.Logo, v => Image(v, "logo"));
        row.DarkLogo = Keep(DarkLogo, row.DarkLogo, v => Image(v, "dark_logo"));
        row.Favicon = Keep(Favicon, row.Favicon, v => Image(v, "favicon"));
        row.LogoUrl = Keep(LogoUrl, row.LogoUrl, v => Url(v, "logo_url", "http", "https"));
        row.AccentColor = Keep(AccentColor, row.AccentColor, v => Color(v, "accent_color"));
        row.CoverLine = Keep(CoverLine, row.CoverLine, v => Validate.OptionalLine(v, "cover_line", MaxCoverLine));
        row.CoverFilled = CoverFilled ?? row.CoverFilled;
        row.HideName = HideName ?? row.HideName;
        row.HidePoweredBy = HidePoweredBy ?? row.HidePoweredBy;
        row.PageHeader = Keep(PageHeader, row.PageHeader, v => Validate.OptionalText(v, "page_header"));
        row.PageFooter = Keep(PageFooter, row.PageFooter, v => Validate.OptionalText(v, "page_footer"));
        row.ContactInfo = Keep(ContactInfo, row.ContactInfo, v => Url(v, "contact_info", "mailto", "http", "https"));
        row.TemplatePreference = Keep(TemplatePreference, row.TemplatePreference, v =>
            Validate.OptionalLine(v, "template_preference", 64)
        );
        row.DateView = DateView ?? row.DateView;
        row.DisplayUptimeMode = DisplayUptimeMode ?? row.DisplayUptimeMode;
        if (CustomLinks is not null)
            row.CustomLinks = errors.Check(() => Links(CustomLinks));
        errors.Check(() =>
        {
            if (Subscription?.Email == true && row.Type == PageType.Internal)
                throw Errors.Invalid(Messages.PublicOnly, "subscription.email");
        });
        errors.Check(() =>
        {
            if (Subscription?.Im == true && row.Type == PageType.Public)
                throw Errors.Invalid(Messages.InternalOnly, "subscription.im");
        });
        row.EmailSubscription = Subscription?.Email ?? row.EmailSubscription;
        row.ImSubscription = Subscription?.Im ?? row.ImSubscription;

        string? Keep(string? sent, string? old, Func<string, string?> check) =>
            sent is null ? old
            : errors.Check(() => check(sent)) is { Length: > 0 } value ? value
            : null;
    }

    private static string? Domain(string sent, PageType type)
    {
        if (Validate.OptionalLine(sent, "custom_domain", 255) is not { } text)
            return null;
        if (type == PageType.Internal)
            throw Errors.Invalid(Messages.PublicOnly, "custom_domain");
        return DomainName.Normalise(text) ?? throw Errors.Invalid(Messages.BadDomain, "custom_domain");
    }

    private static string? Image(string sent, string field)
    {
        if (Validate.OptionalLine(sent, field, MaxImageBytes * 2) is not { } text)
            return null;
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return IsUrl(text, ["http", "https"]) && text.Length <= MaxUrl
                ? text
                : throw Errors.Invalid(Messages.BadImage, field, MaxImageBytes);
        var comma = text.IndexOf(',');
        var head = comma < 0 ? "" : text[5..comma];
        if (
            !head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            || !ImageTypes.Contains(head[..^7], StringComparer.OrdinalIgnoreCase)
            || !System.Buffers.Text.Base64.IsValid(text.AsSpan(comma + 1), out var bytes)
            || bytes is 0 or > MaxImageBytes
        )
            throw Errors.Invalid(Messages.BadImage, field, MaxImageBytes);
        return text;
    }

    private static string? Color(string sent, string field) =>
        Validate.OptionalLine(sent, field, 7) is not { } text ? null
        : BrandColor.Parse(text) is { } color ? color.ToString()
        : throw Errors.Invalid(Messages.BadColor, field);

    private static string? Url(string sent, string field, params string[] schemes)
    {
        if (Validate.OptionalLine(sent, field, MaxUrl) is not { } text)
            return null;
        return IsUrl(text, schemes) ? text : throw Errors.Invalid(Messages.BadUrl, field, string.Join(", ", schemes));
    }

    private static bool IsUrl(string text, string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && schemes.Contains(uri.Scheme, StringComparer.Ordinal)
        && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);

    private static List<PageLink> Links(List<PageLinkFields?> sent)
    {
        var links = Validate.OptionalItems(sent, "custom_links")!;
        var errors = new FieldErrors();
        List<PageLink> all = [.. links.Select((link, i) => Link(link, Validate.Index("custom_links", i), errors))];
        errors.ThrowIfAny();
        return all;
    }

    private static PageLink Link(PageLinkFields link, string field, FieldErrors errors)
    {
        var url = errors.Check(() =>
            Url(link.Url ?? throw Errors.Missing(field + ".url"), field + ".url", "http", "https", "mailto")
            ?? throw Errors.Invalid(Messages.Blank, field + ".url")
        );
        return new PageLink(errors.Check(() => Validate.Line(link.Name, field + ".name", 255)), url);
    }
}

public sealed record PageLinkFields
{
    [Required]
    public string? Name { get; set; }

    [Required]
    public string? Url { get; set; }
}

public sealed record SubscriptionFields
{
    public bool? Email { get; set; }
    public bool? Im { get; set; }
}
