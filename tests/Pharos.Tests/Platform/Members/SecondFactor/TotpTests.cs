using System.Text;
using Pharos.Platform.SecondFactor;

namespace Pharos.Tests.Platform.Members.SecondFactor;

[Trait("Runs", "Once")]
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The examples of RFC 6238, appendix B, of which six digits count.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code)
    {
        Assert.Equal(code, Totp.Code(Secret, seconds / 30));
        Assert.Equal(seconds / 30, Totp.Step(Secret, code, seconds));
    }

    [Fact]
    public void A_code_of_the_step_before_or_after_is_taken_and_none_further_off()
    {
        const long Now = 1234567890;
        foreach (var off in (int[])[-1, 0, 1])
            Assert.Equal((Now / 30) + off, Totp.Step(Secret, Totp.Code(Secret, (Now / 30) + off), Now));
        foreach (var off in (int[])[-2, 2])
            Assert.Null(Totp.Step(Secret, Totp.Code(Secret, (Now / 30) + off), Now));
    }

    [Theory]
    [InlineData("005 924", true)]
    [InlineData(" 005924 ", true)]
    [InlineData("5924", false)]
    [InlineData("0059240", false)]
    [InlineData("００５９２４", false)]
    [InlineData("", false)]
    public void A_code_is_six_digits_with_or_without_spaces(string typed, bool isRight) =>
        Assert.Equal(isRight, Totp.Step(Secret, typed, 1234567890) is not null);

    [Fact]
    public void The_secret_is_shown_in_base_32() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Text(Secret));

    [Fact]
    public void The_address_names_account_and_member_and_escapes_what_would_end_them() =>
        Assert.Equal(
            "otpauth://totp/Acme%3A%20%E4%BA%91%20%26%20Co:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Acme%3A%20%E4%BA%91%20%26%20Co&algorithm=SHA1&digits=6&period=30",
            Totp.Address(Secret, "Acme: 云 & Co", "ada@example.com")
        );
}
