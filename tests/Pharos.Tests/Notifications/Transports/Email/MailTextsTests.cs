using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class MailTextsTests
{
    private static readonly IReadOnlyDictionary<string, string> English = Of(CultureInfo.InvariantCulture);
    private static readonly IReadOnlyDictionary<string, string> Chinese = Of(Language.Chinese.Culture);

    /// <summary>Those of single mails, asked for by the kind's name.</summary>
    private static readonly string[] OfKinds = [.. from kind in (string[])["Confirm", "ManageLink", "Invitation"] from part in (string[])["Title", "Lead", "Press"] select kind + part];

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_gaps()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(Gaps(text.Value), Gaps(Chinese[text.Key])));
    }

    [Fact]
    public void Every_text_that_a_mail_asks_for_is_there_and_none_lies_about_unused()
    {
        var asked = Regex.Matches(Sources(), """\b(?:W|[wW]ords)(?:\.Fill\(|\[)"(?<key>[A-Za-z]+)"|\bFill\("(?<key>[A-Za-z]+)""").Select(m => m.Groups["key"].Value).Concat(OfKinds).Distinct();

        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    private static string Gaps(string text) => string.Join(' ', Regex.Matches(text, @"\{\d+\}").Select(m => m.Value).Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Of(CultureInfo culture) =>
        MailWording.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Pharos.slnx")))
            root = root.Parent!;
        return string.Concat(Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "Pharos"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor").Where(f => f.Contains("/Transports/Email/", StringComparison.Ordinal) || f.Contains("/Invitations/Invitation", StringComparison.Ordinal)).Select(File.ReadAllText));
    }
}
