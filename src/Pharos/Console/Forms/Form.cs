using Pharos.Api.Envelope;

namespace Pharos.Console.Forms;

/// <summary>What was typed into a form, and what is wrong with it. Passwords are never put in: they are typed again.</summary>
public sealed class Form
{
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> wrong = new(StringComparer.Ordinal);

    /// <summary>What was typed into a field.</summary>
    public string this[string field]
    {
        get => typed.GetValueOrDefault(field, "");
        set => typed[field] = value;
    }

    /// <summary>What is wrong, where it is not about one field.</summary>
    public string? Says { get; set; }

    public bool IsRight => wrong.Count == 0 && Says is null;

    public int Status => IsRight ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? Wrong(string field) => wrong.GetValueOrDefault(field);

    public void Refuse(string field, string why) => wrong[field] = why;

    /// <summary>Runs a field's check; what it throws is said beside the field, under the field's label.</summary>
    public T? Check<T>(ConsoleTexts texts, string field, string label, Func<T> check)
        where T : class
    {
        try
        {
            return check();
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            Refuse(field, texts.Of(error.Said, texts[label]));
            return null;
        }
    }
}
