using System.Globalization;
using System.Resources;
using Pharos.Kernel;

namespace Pharos.Platform.Invitations;

/// <summary>The texts of invitation emails, in one language.</summary>
internal sealed class InvitationTexts(Language language)
{
    internal static ResourceManager Texts { get; } = new("Pharos.Platform.Invitations.InvitationTexts", typeof(InvitationTexts).Assembly);

    public Language Language => language;

    public string this[string key] =>
        Texts.GetString(key, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{key}'");

    public string Fill(string key, params object[] gaps) => string.Format(CultureInfo.InvariantCulture, this[key], gaps);
}
