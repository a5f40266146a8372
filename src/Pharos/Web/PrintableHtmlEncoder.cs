using System.Text.Encodings.Web;
using System.Text.Unicode;
using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>
/// Encodes what views print. Chinese text stays readable instead of becoming character references, and characters that
/// HTML forbids are dropped, which the framework would write as references to them.
/// </summary>
internal sealed class PrintableHtmlEncoder : HtmlEncoder
{
    private readonly HtmlEncoder inner = Create(UnicodeRanges.All);

    public override int MaxOutputCharactersPerInputCharacter => inner.MaxOutputCharactersPerInputCharacter;

    public override string Encode(string value) => inner.Encode(HumanText.Printable(value));

    public override void Encode(TextWriter output, string value, int startIndex, int characterCount) =>
        inner.Encode(output, HumanText.Printable(value.Substring(startIndex, characterCount)));

    public override void Encode(TextWriter output, char[] value, int startIndex, int characterCount) =>
        inner.Encode(output, HumanText.Printable(new string(value, startIndex, characterCount)));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) =>
        inner.FindFirstCharacterToEncode(text, textLength);

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    ) => inner.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override bool WillEncode(int unicodeScalar) => inner.WillEncode(unicodeScalar);
}
