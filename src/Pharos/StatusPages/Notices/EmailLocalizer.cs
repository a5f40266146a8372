using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.StatusPages.Notices;

/// <summary>Looks up and formats the texts of emails in one language.</summary>
public sealed class EmailLocalizer(Language language)
{
    public Language Language => language;

    /// <summary>Texts shared with the public site, such as the names of statuses.</summary>
    public Localizer Site { get; } = new(language);

    public string this[TextKey key] => key.In(language);

    public string Fill(TextKey1 key, object arg) =>
        key.Format(CultureInfo.InvariantCulture, language, HumanText.Isolate(arg));

    public string Fill(TextKey2 key, object arg0, object arg1) =>
        key.Format(CultureInfo.InvariantCulture, language, HumanText.Isolate(arg0), HumanText.Isolate(arg1));
}
