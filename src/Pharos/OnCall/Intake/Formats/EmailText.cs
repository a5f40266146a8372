using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The text of an email: the plain one, or else that of its HTML.</summary>
internal static class EmailText
{
    public static string Read(MimeMessage email) =>
        email.TextBody is { } plain && !string.IsNullOrWhiteSpace(plain) ? plain
        : email.HtmlBody is { } html ? FromHtml(html)
        : "";

    private static string FromHtml(string html)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader);
        var text = new StringBuilder();
        var hidden = 0;
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Title } tag when !tag.IsEmptyElement:
                    hidden = Math.Max(0, hidden + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagToken tag when IsBlock(tag.Id):
                    EndLine(text);
                    break;
                case HtmlTagToken { Id: HtmlTagId.TD or HtmlTagId.TH }:
                    EndWord(text);
                    break;
                // Scripts are tokens of another kind.
                case HtmlDataToken { Kind: HtmlTokenKind.Data } data when hidden == 0:
                    Append(text, data.Data);
                    break;
            }
        }

        return text.ToString();
    }

    private static bool IsBlock(HtmlTagId id) =>
        id
            is HtmlTagId.Br
                or HtmlTagId.P
                or HtmlTagId.Div
                or HtmlTagId.TR
                or HtmlTagId.LI
                or HtmlTagId.Table
                or HtmlTagId.UL
                or HtmlTagId.OL
                or HtmlTagId.H1
                or HtmlTagId.H2
                or HtmlTagId.H3
                or HtmlTagId.H4
                or HtmlTagId.HR
                or HtmlTagId.Pre
                or HtmlTagId.BlockQuote;

    /// <summary>Appends text as a browser shows it: any number of spaces and line breaks is one space.</summary>
    private static void Append(StringBuilder text, string data)
    {
        foreach (var c in data)
        {
            if (char.IsWhiteSpace(c))
                EndWord(text);
            else
                text.Append(c);
        }
    }

    private static void EndWord(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            text.Append(' ');
    }

    private static void EndLine(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] == ' ')
            text.Length--;
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }
}
