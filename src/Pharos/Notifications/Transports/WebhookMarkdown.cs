namespace Pharos.Notifications.Transports;

/// <summary>
/// Plain text within Markdown, for platforms without escapes. Characters that could begin a link, an image, a mention
/// or a tag become their full-width forms, which look the same and have no meaning.
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
