using System.Globalization;

namespace Pharos.Kernel;

/// <summary>
/// A text in all languages. The classes with the keys are generated from the <c>.resx</c> files, so a wrong key does
/// not compile. Keys compare by reference.
/// </summary>
/// <param name="name">The name of its entry in the <c>.resx</c> file.</param>
/// <param name="translations">The text in each language, in the order of <see cref="Language.All"/>.</param>
public abstract class TextTemplate(string name, string[] translations)
{
    public string Name => name;

    /// <summary>The text with unformatted placeholders.</summary>
    public string In(Language language) => translations[language.Index];

    public sealed override string ToString() => Name;
}

/// <summary>A text without placeholders.</summary>
public sealed class TextKey(string name, params string[] translations) : TextTemplate(name, translations);

/// <summary>A text with one placeholder.</summary>
public sealed class TextKey1(string name, params string[] translations) : TextTemplate(name, translations)
{
    /// <param name="culture">Formats the argument.</param>
    public string Format(CultureInfo culture, Language language, object? arg) =>
        string.Format(culture, In(language), arg);
}

/// <summary>A text with two placeholders.</summary>
public sealed class TextKey2(string name, params string[] translations) : TextTemplate(name, translations)
{
    /// <param name="culture">Formats the arguments.</param>
    public string Format(CultureInfo culture, Language language, object? arg0, object? arg1) =>
        string.Format(culture, In(language), arg0, arg1);
}

/// <summary>A text with three placeholders.</summary>
public sealed class TextKey3(string name, params string[] translations) : TextTemplate(name, translations)
{
    /// <param name="culture">Formats the arguments.</param>
    public string Format(CultureInfo culture, Language language, object? arg0, object? arg1, object? arg2) =>
        string.Format(culture, In(language), arg0, arg1, arg2);
}
