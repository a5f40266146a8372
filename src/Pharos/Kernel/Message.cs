using System.Globalization;

namespace Pharos.Kernel;

/// <summary>
/// A text with the arguments for its placeholders. Never holds what a client sent, only names and limits of ours.
/// </summary>
public sealed record Message
{
    public Message(TextKey key) => (Key, Args) = (key, []);

    public Message(TextKey1 key, object arg) => (Key, Args) = (key, [arg]);

    public Message(TextKey2 key, object arg0, object arg1) => (Key, Args) = (key, [arg0, arg1]);

    public Message(TextKey3 key, object arg0, object arg1, object arg2) => (Key, Args) = (key, [arg0, arg1, arg2]);

    public TextTemplate Key { get; }

    /// <summary>The arguments. One that is itself a message takes the language of this one.</summary>
    public object[] Args { get; init; }

    public string In(Language language)
    {
        var filled = Array.ConvertAll(Args, arg => arg is Message inner ? inner.In(language) : arg);
        return string.Format(CultureInfo.InvariantCulture, Key.In(language), filled);
    }
}
