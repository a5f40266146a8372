using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.StatusPages.Notices;

/// <summary>Looks up and formats the texts of webhook messages in one language.</summary>
internal sealed class WebhookLocalizer(Language language)
{
    public Language Language => language;

    /// <summary>Texts shared with the public site, such as the names of statuses.</summary>
    public Localizer Site { get; } = new(language);

    public string this[TextKey key] => key.In(language);

    public string Fill(TextKey1 key, object arg) =>
        key.Format(CultureInfo.InvariantCulture, language, HumanText.Isolate(arg));
}
