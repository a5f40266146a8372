using System.Collections;
using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;

namespace Pharos.Tests.StatusPages.Notices;

[Trait("Runs", "Once")]
public sealed class WebhookTextsTests
{
    [Fact]
    public void Both_languages_have_exactly_the_texts_that_messages_ask_for()
    {
        string[] asked = ["Affected", "Folded", "TestBody", "TestLink", "TestTitle", "ViewEvent"];

        Assert.Equal(asked, Keys(CultureInfo.InvariantCulture));
        Assert.Equal(asked, Keys(Language.Chinese.Culture));
    }

    private static IEnumerable<string> Keys(CultureInfo culture) =>
        WebhookTexts.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
}
