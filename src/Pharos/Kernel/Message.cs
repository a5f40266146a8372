using System.Globalization;
using System.Resources;

namespace Pharos.Kernel;

/// <summary>A text of <c>Messages.resx</c> with what goes into its gaps. Never holds what a client sent, only names and limits of ours.</summary>
public sealed record Message(string Key, params object[] Gaps)
{
    internal static ResourceManager Texts { get; } = new("Pharos.Kernel.Messages", typeof(Message).Assembly);

    public string In(Language language)
    {
        var text = Texts.GetString(Key, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{Key}'");
        var filled = Array.ConvertAll(Gaps, gap => gap is Message inner ? inner.In(language) : gap);
        return string.Format(CultureInfo.InvariantCulture, text, filled);
    }
}
