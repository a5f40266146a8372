using System.Text;
using Pharos.Notifications.Transports.Email;
using Pharos.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class QuotedPrintableTests
{
    [Fact]
    public void Text_comes_out_as_it_went_in_in_short_lines_that_begin_with_no_dot() => Prop.ForAll<string?>(text =>
    {
        // Lone surrogates are no text; line ends are all made one kind.
        var given = string.Concat((text ?? "").EnumerateRunes().Select(r => r.ToString())).Replace("\r", "", StringComparison.Ordinal);
        using var encoded = new MemoryStream();
        QuotedPrintable.Write(Encoding.UTF8.GetBytes(given), encoded);
        var lines = Encoding.ASCII.GetString(encoded.ToArray()).Split("\r\n");

        var mail = new SunkMail("", "", $"Content-Type: text/plain\r\n\r\n{string.Join("\r\n", lines)}\r\n--=_end");
        return lines.All(line => line.Length <= 76 && !line.StartsWith('.') && !line.EndsWith(' ') && !line.EndsWith('\t'))
            && mail.Body("text/plain").Replace("\r\n", "\n", StringComparison.Ordinal) == given;
    }).QuickCheckThrowOnFailure();
}
