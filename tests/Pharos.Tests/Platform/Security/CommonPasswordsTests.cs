using Pharos.Platform.Security;

namespace Pharos.Tests.Platform.Security;

[Trait("Runs", "Once")]
public sealed class CommonPasswordsTests
{
    private static readonly string?[] Known = ["ada.lovelace@example.com", "Ada Lovelace", "Analytical Engines", null];

    [Theory]
    [InlineData("password12")]
    [InlineData("Password12!")]
    [InlineData("P@ssw0rd2026")]
    [InlineData("passwordpassword")]
    [InlineData("welcome-password")]
    [InlineData("1234567890")]
    [InlineData("111111111111")]
    [InlineData("31.12.2026!")]
    [InlineData("qwertyuiop")]
    [InlineData("qwertz1234")]
    [InlineData("zxcvbnm,./")]
    [InlineData("aaaaaaaaaa")]
    [InlineData("abcdefghijk")]
    [InlineData("iloveyou1234")]
    [InlineData("Summer2026!")]
    [InlineData("dragonmonkey")]
    [InlineData("admin admin 1")]
    [InlineData("pharos12345")]
    [InlineData("ada.lovelace@example.com")]
    [InlineData("adalovelace1")]
    [InlineData("Lovelace1815")]
    [InlineData("analytical-engines")]
    public void An_easy_password_is_recognised(string password) =>
        Assert.True(CommonPasswords.Contains(password, Known));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("a long password")]
    [InlineData("nk3vq9rz1x")]
    [InlineData("sunlit harbour 7")]
    [InlineData("3141592653589793")]
    [InlineData("мой длинный пароль")]
    [InlineData("一个很长的密码吗我想是")]
    public void Any_other_password_is_not(string password) => Assert.False(CommonPasswords.Contains(password, Known));
}
