using Pharos.Kernel;

namespace Pharos.Tests.Kernel;

[Trait("Runs", "Once")]
public sealed class HumanTextTests
{
    [Theory]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("a\u202eb\u2066c\u2069d\u200ee", "abcde")]
    [InlineData("zero\u200bwidth\ufeff\u2060", "zerowidth")]
    [InlineData("soft\u00adhyphen", "softhyphen")]
    [InlineData("\ufffea\uffff\ufdd0b\U0001fffe", "ab")]
    [InlineData("log \u001b[31mERR\u0001\u0085end", "log [31mERR\nend")]
    [InlineData("one\u2028two\u2029three", "one\ntwo\nthree")]
    [InlineData("tab\tline\r\nline", "tab\tline\r\nline")]
    [InlineData("\ufffd stays", "\ufffd stays")]
    [InlineData("\u3164\u115f\uffa0filler", "filler")]
    public void Invisible_characters_are_dropped_and_the_rest_is_composed(string sent, string stored) =>
        Assert.Equal(stored, HumanText.Clean(sent));

    [Theory]
    [InlineData("\U0001f468\u200d\U0001f469\u200d\U0001f467 family")]
    [InlineData("\u2764\ufe0f\u200d\U0001f525 burning heart")]
    [InlineData("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Scotland")]
    [InlineData("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")]
    [InlineData("\u0915\u094d\u200d\u0937")]
    [InlineData("\u0dc1\u0dca\u200d\u0dbb\u0dd3")]
    [InlineData("\u8fbb\U000e0100 variant")]
    [InlineData("1\ufe0f\u20e3 keycap")]
    public void Joiners_and_selectors_stay_where_a_script_or_an_emoji_needs_them(string text) =>
        Assert.Equal(text, HumanText.Clean(text));

    [Theory]
    [InlineData("ad\u200dmin", "admin")]
    [InlineData("ad\u200cmin", "admin")]
    [InlineData("\U0001f468\u200dx", "\U0001f468x")]
    [InlineData("\U000e0041\U000e0042", "")]
    public void Elsewhere_they_are_dropped(string sent, string stored) => Assert.Equal(stored, HumanText.Clean(sent));

    [Theory]
    [InlineData("API", "api", true)]
    [InlineData("Caf\u00e9", "CAFE\u0301", true)]
    [InlineData("Web  app", "Web\u00a0app", true)]
    [InlineData("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u062e", true)]
    [InlineData("\u03c3\u03b1\u03c2", "\u03a3\u0391\u03a3", true)]
    [InlineData("API", "API 2", false)]
    [InlineData("Caf\u00e9", "Cafe", false)]
    [InlineData("\u0131", "i", false)]
    public void Names_that_look_the_same_are_the_same(string one, string other, bool same) =>
        Assert.Equal(same, HumanText.SameName(one, other));

    [Fact]
    public void Half_a_character_is_dropped() =>
        // Not as test data, which cannot contain it.
        Assert.Equal("half  pair", HumanText.Clean("half " + '\ud83d' + " pair"));

    [Fact]
    public void A_lookup_prefers_the_exact_name()
    {
        var lookup = new NameLookup<int>();
        lookup.Add("api", 1);
        lookup.Add("API", 2);

        Assert.Equal((1, 2, 1), (lookup["api"], lookup["API"], lookup["Api"]));
        Assert.False(lookup.TryGetValue("Web", out _));
    }

    [Fact]
    public void Right_to_left_text_is_isolated_and_other_text_stays_as_it_is()
    {
        Assert.Equal("Acme (1)", HumanText.Isolate("Acme (1)"));
        Assert.Equal(
            "\u2068\u05e9\u05d2\u05d9\u05d0\u05d4!\u2069",
            HumanText.Isolate("\u05e9\u05d2\u05d9\u05d0\u05d4!")
        );
    }
}
