using System.Text;
using System.Text.RegularExpressions;
using Pharos.Notifications.Transports.Email;
using FsCheck;
using FsCheck.Fluent;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class HeaderTextTests
{
    [Fact]
    public void Whatever_a_title_holds_it_stays_within_its_header() => Prop.ForAll<string?>(title =>
    {
        var lines = HeaderText.Line("Subject", title ?? "").Split("\r\n");

        return lines.Skip(1).All(one => one.StartsWith(' ')) && lines.All(one => one.Length <= 998 && one.All(c => c is >= ' ' and <= '~'));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\r\nBcc: everyone@example.com")]
    [InlineData("a\nBcc: x\r\n\r\nbody")]
    [InlineData("a\u2028Bcc: x\u0085Bcc: y\0\v\f")]
    public void A_line_end_in_a_title_begins_no_header(string title)
    {
        Assert.DoesNotContain('\n', HeaderText.Line("Subject", title).Replace("\r\n ", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', HeaderText.Mailbox(title, "a@example.com"));
    }

    [Theory]
    [InlineData("API 错误率升高，部分请求失败，我们正在调查并将尽快恢复服务，感谢您的耐心等待与理解")]
    [InlineData("Größere Störung — 🚒🚒🚒 overall, and a long tail of words that goes on and on beyond one line")]
    [InlineData("=?utf-8?B?QmNj?= looks encoded and is not")]
    public void Text_beyond_ASCII_comes_out_as_it_went_in(string title)
    {
        var line = HeaderText.Line("Subject", title);

        var words = Regex.Matches(line, @"=\?utf-8\?B\?([^?]*)\?=").Select(m => m.Groups[1].Value);
        Assert.Equal(title, string.Concat(words.Select(w => Encoding.UTF8.GetString(Convert.FromBase64String(w)))));
        Assert.All(line.Split("\r\n"), one => Assert.InRange(one.Length, 1, 76));
    }

    [Fact]
    public void A_senders_name_cannot_bring_a_second_address() =>
        Assert.Equal("\"a\\\" <evil@example.com>, \\\"b\" <ok@example.com>", HeaderText.Mailbox("a\" <evil@example.com>, \"b", "ok@example.com"));
}
