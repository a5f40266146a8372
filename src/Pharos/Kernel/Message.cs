using System.Globalization;

namespace Pharos.Kernel;

/// <summary>
/// A text with the arguments for its placeholders. Arguments are our own names and limits, never client input.
/// </summary>
public sealed record Message
{
    public Message(TextKey key) => (Key, Args) = (key, []);

    public Message(TextKey1 key, object arg) => (Key, Args) = (key, [arg]);

    public Message(TextKey2 key, object arg0, object arg1) => (Key, Args) = (key, [arg0, arg1]);

    public Message(TextKey3 key, object arg0, object arg1, object arg2) => (Key, Args) = (key, [arg0, arg1, arg2]);

    public TextTemplate Key { get; }

    /// <summary>The arguments. An argument that is itself a message is formatted in the same language.</summary>
    public object[] Args { get; init; }

    public string In(Language language)
    {
        var formatted = Array.ConvertAll(Args, arg => arg is Message inner ? inner.In(language) : arg);
        return string.Format(CultureInfo.InvariantCulture, Key.In(language), formatted);
    }
}
