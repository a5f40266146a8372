namespace Pharos.Notifications.Transports;

/// <summary>
/// Text among the Markdown of platforms that know no escapes: what could begin a link, an image, a mention or a tag
/// becomes its wide twin, which reads the same and means nothing.
/// </summary>
internal static class WebhookMarkdown
{
    public static string Tame(string text) => string.Create(text.Length, text, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = from[i] switch
                {
                    '<' => '＜',
                    '>' => '＞',
                    '[' => '［',
                    ']' => '］',
                    '*' => '＊',
                    '`' => '｀',
                    '@' => '＠',
                    '#' when i == 0 || from[i - 1] is '\n' or '#' or ' ' => '＃',
                    var c => c,
                };
            }
        });
}
