using Pharos.Kernel;

namespace Pharos.Tests.StatusPages.Subscribers;

/// <summary>What counts as an address and as a language.</summary>
[Trait("Runs", "Once")]
public sealed class FieldTests
{
    [Theory]
    [InlineData("alice@example.com", "alice@example.com")]
    [InlineData("  Alice.B+status@Mail.Example.COM ", "alice.b+status@mail.example.com")]
    [InlineData("o'neil_#{}|~!$%&*/=?^`-1@example.co", "o'neil_#{}|~!$%&*/=?^`-1@example.co")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah")]
    [InlineData("a@example.com.", "a@example.com")]
    [InlineData("a@exam\u200bple.com", "a@example.com")]
    public void An_address_is_kept_in_one_form(string sent, string kept) =>
        Assert.Equal(kept, EmailAddressField.Check(sent, "recipient"));

    [Theory]
    [InlineData("alice")]
    [InlineData("@example.com")]
    [InlineData("alice@")]
    [InlineData("alice@localhost")]
    [InlineData("alice@127.0.0.1")]
    [InlineData("alice@[127.0.0.1]")]
    [InlineData("alice@exa mple.com")]
    [InlineData("alice@-example.com")]
    [InlineData("alice@example..com")]
    [InlineData("ali ce@example.com")]
    [InlineData("alice@bob@example.com")]
    [InlineData(".alice@example.com")]
    [InlineData("alice.@example.com")]
    [InlineData("al..ice@example.com")]
    [InlineData("\"alice\"@example.com")]
    [InlineData("Alice <alice@example.com>")]
    [InlineData("<alice@example.com>")]
    [InlineData("alice(comment)@example.com")]
    [InlineData("alice@example.com,bob@example.com")]
    [InlineData("alice@example.com;bob@example.com")]
    [InlineData("alice@example.com\r\nBcc: bob@example.com")]
    [InlineData("alice\u0000@example.com")]
    [InlineData("ålice@example.com")]
    [InlineData("alice＠example.com")]
    [InlineData("")]
    public void What_is_no_address_is_refused_by_the_fields_name(string sent)
    {
        var refused = Assert.Throws<ApiException>(() => EmailAddressField.Check(sent, "subscribers[17].recipient"));

        Assert.Equal(ErrorCode.InvalidParameter, refused.Code);
        Assert.Contains("subscribers[17].recipient", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_has_room_for_64_characters_before_the_at_and_255_in_all()
    {
        var labels = string.Concat(Enumerable.Repeat(new string('d', 61) + '.', 3));

        Assert.Equal(255, EmailAddressField.Check($"{new string('l', 64)}@{labels}com1", "r").Length);
        Assert.Contains(
            "255",
            Assert
                .Throws<ApiException>(() => EmailAddressField.Check($"{new string('l', 64)}@{labels}comm1", "r"))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ApiException>(() => EmailAddressField.Check(new string('l', 65) + "@example.com", "r"));
        // Longer in ASCII than as it was typed.
        Assert.Contains(
            "255",
            Assert
                .Throws<ApiException>(() =>
                    EmailAddressField.Check(
                        new string('l', 64)
                            + '@'
                            + string.Concat(Enumerable.Repeat(new string('ü', 40) + '.', 4))
                            + "example",
                        "r"
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN-us", "en-US")]
    [InlineData(" zh-hans-cn ", "zh-Hans-CN")]
    [InlineData("zh-Hant", "zh-Hant")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-1996", "de-1996")]
    [InlineData("sl-rozaj-biske", "sl-rozaj-biske")]
    [InlineData("en-US-u-ca-gregory", "en-US-u-ca-gregory")]
    [InlineData("zh-yue-HK", "zh-yue-HK")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_kept_in_its_usual_case(string? sent, string? kept) =>
        Assert.Equal(kept, LanguageTag.Check(sent, "locale"));

    [Theory]
    [InlineData("zh_CN")]
    [InlineData("e")]
    [InlineData("1n")]
    [InlineData("en-")]
    [InlineData("en--US")]
    [InlineData("en-US-")]
    [InlineData("en US")]
    [InlineData("en-US\nx")]
    [InlineData("C.UTF-8")]
    [InlineData("English")]
    [InlineData("en-US-x-abcdefghi")]
    [InlineData("en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd")]
    [InlineData("語")]
    public void What_is_no_language_is_refused_by_the_fields_name(string sent) =>
        Assert.Contains(
            "subscribers[3].locale",
            Assert.Throws<ApiException>(() => LanguageTag.Check(sent, "subscribers[3].locale")).Message,
            StringComparison.Ordinal
        );
}
