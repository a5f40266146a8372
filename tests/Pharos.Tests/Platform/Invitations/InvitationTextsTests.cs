using System.Collections;
using System.Globalization;
using Pharos.Kernel;
using Pharos.Platform.Invitations;

namespace Pharos.Tests.Platform.Invitations;

[Trait("Runs", "Once")]
public sealed class InvitationTextsTests
{
    [Fact]
    public void Both_languages_have_exactly_the_texts_that_invitations_use()
    {
        string[] used = ["InvitationExpiry", "InvitationLead", "InvitationPress", "InvitationTitle", "NotYou"];

        Assert.Equal(used, Keys(CultureInfo.InvariantCulture));
        Assert.Equal(used, Keys(Language.Chinese.Culture));
    }

    private static IEnumerable<string> Keys(CultureInfo culture) =>
        InvitationTexts.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
}
