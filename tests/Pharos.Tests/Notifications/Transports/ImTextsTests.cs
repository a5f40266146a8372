using System.Collections;
using System.Globalization;
using Pharos.Kernel;
using Pharos.Notifications.Transports;

namespace Pharos.Tests.Notifications.Transports;

[Trait("Runs", "Once")]
public sealed class ImTextsTests
{
    [Fact]
    public void Both_languages_have_exactly_the_texts_that_messages_ask_for()
    {
        string[] asked = ["Affected", "Folded", "TestBody", "TestLink", "TestTitle", "ViewEvent"];

        Assert.Equal(asked, Keys(CultureInfo.InvariantCulture));
        Assert.Equal(asked, Keys(Language.Chinese.Culture));
    }

    private static IEnumerable<string> Keys(CultureInfo culture) =>
        ImWording.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
}
