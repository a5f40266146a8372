using System.Globalization;
using System.Resources;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;

namespace Pharos.Notifications.Transports.Email;

/// <summary>The words of mails, in one language.</summary>
public sealed class MailWording(Language language)
{
    internal static ResourceManager Texts { get; } = new("Pharos.Notifications.Transports.Email.MailTexts", typeof(MailWording).Assembly);

    public Language Language => language;

    /// <summary>The words for statuses, shared with the pages.</summary>
    public Localizer Site { get; } = new(language);

    public string this[string key] =>
        Texts.GetString(key, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{key}'");

    public string Fill(string key, params object[] gaps) => string.Format(CultureInfo.InvariantCulture, this[key], gaps);
}
