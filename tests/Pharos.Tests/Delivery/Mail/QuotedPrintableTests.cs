using System.Text;
using FsCheck.Xunit;
using Pharos.Delivery.Mail;
using Pharos.Tests.Support;

namespace Pharos.Tests.Delivery.Mail;

[Trait("Runs", "Once")]
public sealed class QuotedPrintableTests
{
    [Property(MaxTest = 500)]
    public void Text_comes_out_as_it_went_in_in_short_lines_that_begin_with_no_dot(string? text)
    {
        // Lone surrogates are no text; line ends are all made one kind.
        var given = string.Concat((text ?? "").EnumerateRunes().Select(r => r.ToString())).Replace("\r", "", StringComparison.Ordinal);
        using var encoded = new MemoryStream();
        QuotedPrintable.Write(Encoding.UTF8.GetBytes(given), encoded);
        var lines = Encoding.ASCII.GetString(encoded.ToArray()).Split("\r\n");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 76));
        Assert.All(lines, line => Assert.False(line.StartsWith('.') || line.EndsWith(' ') || line.EndsWith('\t')));
        var mail = new SunkMail("", "", $"Content-Type: text/plain\r\n\r\n{string.Join("\r\n", lines)}\r\n--=_end");
        Assert.Equal(given, mail.Body("text/plain").Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}
