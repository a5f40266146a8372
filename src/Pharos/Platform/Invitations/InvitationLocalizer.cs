using System.Globalization;
using Pharos.Kernel;

namespace Pharos.Platform.Invitations;

/// <summary>Looks up and formats the texts of invitation emails in one language.</summary>
internal sealed class InvitationLocalizer(Language language)
{
    public Language Language => language;

    public string this[TextKey key] => key.In(language);

    public string Fill(TextKey1 key, object arg) => key.Format(CultureInfo.InvariantCulture, language, arg);

    public string Fill(TextKey2 key, object arg0, object arg1) =>
        key.Format(CultureInfo.InvariantCulture, language, arg0, arg1);
}
