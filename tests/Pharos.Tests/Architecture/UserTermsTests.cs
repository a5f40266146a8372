using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pharos.Tests.Architecture;

/// <summary>Keeps texts for users to one term per concept, as <c>docs/glossary.md</c> lists them.</summary>
[Trait("Runs", "Once")]
public sealed partial class UserTermsTests
{
    private const string Chinese = ".zh-Hans.resx";

    [Theory]
    [InlineData("e-mails?|(?<!Pharos:)mails?", "email")]
    [InlineData("tells?|told|announce\\w*", "notify")]
    [InlineData("(?<!screen )readers?(?! \\(RSS)", "visitor")]
    [InlineData("receivers?", "recipient")]
    [InlineData("quarantine\\w*", "paused")]
    [InlineData("maintenances", "maintenance")]
    [InlineData("organis\\w+", "organization")]
    [InlineData("APP Keys?", "API key")]
    [InlineData("second.factors?", "two-factor authentication")]
    [InlineData("switch(?:es|ed)? (?:on|off)", "turn on, turn off")]
    [InlineData("set-up", "setup")]
    [InlineData("the server's operator|operators?", "server administrator")]
    [InlineData("partly out", "partial outage")]
    [InlineData("by itself|by themselves", "automatically")]
    [InlineData("\\d %|\\} %", "no space before %")]
    [InlineData("\\{\\d\\} (?:d|h|min|s)", "durations in words")]
    public void English_texts_use_the_term_of_the_glossary(string variants, string term) =>
        DemandNone(Texts(chinese: false), $@"(?<!\w)(?:{variants})(?!\w)", term);

    [Theory]
    [InlineData("APP Key", "API 密钥")]
    [InlineData("双重验证|双因素", "两步验证")]
    [InlineData("账号|帐号|帐户", "账户")]
    [InlineData("局部中断", "部分中断")]
    [InlineData("读者", "访客")]
    [InlineData("条目|进展", "更新")]
    [InlineData("电子邮箱|电子邮件", "邮箱, 邮件")]
    [InlineData("收件人", "接收方")]
    [InlineData("隔离", "暂停")]
    [InlineData("接收内容|关注范围", "关注内容")]
    [InlineData("运维人员|操作者", "服务器管理员")]
    [InlineData("状态页面|内部页面|公开页面", "状态页")]
    [InlineData("你", "您")]
    [InlineData("[「」]", "“”")]
    [InlineData("[\\p{IsCJKUnifiedIdeographs}][,;:?!]", "full-width punctuation")]
    public void Chinese_texts_use_the_term_of_the_glossary(string variants, string term) =>
        DemandNone(Texts(chinese: true), variants, term);

    [Fact]
    public void The_glossary_lists_the_main_terms_of_both_languages()
    {
        var glossary = File.ReadAllText(Path.Combine(Repository.Root, "docs", "glossary.md"));
        var chinese = Row().Matches(glossary).Select(m => m.Groups["chinese"].Value).Except(["Chinese"]).ToList();
        Assert.True(chinese.Count >= 20, $"{chinese.Count} terms");
        Assert.All(chinese, term => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}|%", term));
    }

    private static void DemandNone(IEnumerable<(string Place, string Text)> texts, string variants, string term)
    {
        var regex = new Regex(variants, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var found = string.Join(
            '\n',
            texts.Where(t => regex.IsMatch(t.Text)).Select(t => $"{t.Place}: {t.Text} ({term})")
        );
        Assert.True(found.Length == 0, found);
    }

    private static IEnumerable<(string Place, string Text)> Texts(bool chinese) =>
        from file in Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "Pharos"),
            "*.resx",
            SearchOption.AllDirectories
        )
        where file.EndsWith(Chinese, StringComparison.Ordinal) == chinese
        from data in XDocument.Load(file).Root!.Elements("data")
        select ($"{Path.GetFileName(file)} {(string)data.Attribute("name")!}", (string)data.Element("value")!);

    [GeneratedRegex(
        @"^\| [^|]+ \| [^|]+ \| (?<chinese>[^|]+) \| [^|]*\|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Row();
}
