using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// What was typed into a form, and what is wrong with it. Passwords are never put in: they are typed again.
/// </summary>
public sealed class Form
{
    private readonly Dictionary<string, string[]> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> wrong = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> conflicts = new(StringComparer.Ordinal);

    /// <summary>What was typed into a field.</summary>
    public string this[string field]
    {
        get => typed.GetValueOrDefault(field) is [var first, ..] ? first : "";
        set => typed[field] = [value];
    }

    /// <summary>What is wrong, where it is not about one field.</summary>
    public string? Says { get; set; }

    public bool IsRight => wrong.Count == 0 && Says is null;

    /// <summary>Whether someone else changed what the form is about.</summary>
    public bool IsConflict { get; set; }

    /// <summary>The concurrency token that the form carries; null if it edits nothing.</summary>
    public string? Token { get; set; }

    public int Status =>
        IsConflict ? StatusCodes.Status409Conflict
        : IsRight ? StatusCodes.Status200OK
        : StatusCodes.Status422UnprocessableEntity;

    /// <summary>
    /// What a posted form says of these fields; those that may be there several times with all of their values.
    /// </summary>
    public static Form From(ConsoleRequest request, params ReadOnlySpan<string> fields)
    {
        var form = new Form();
        foreach (var field in fields)
            form.typed[field] =
            [
                .. request.Http.Request.Form[field].OfType<string>().Select(v => v.ReplaceLineEndings("\n")),
            ];
        return form;
    }

    /// <summary>All values of a field that may be there several times, such as boxes ticked.</summary>
    public IReadOnlyList<string> Values(string field) => typed.GetValueOrDefault(field, []);

    public void Set(string field, IEnumerable<string> values) => typed[field] = [.. values];

    /// <summary>Whether a box is ticked or a choice made.</summary>
    public bool Has(string field, string value = "true") => Values(field).Contains(value, StringComparer.Ordinal);

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? Wrong(string field) => wrong.GetValueOrDefault(field);

    public void Refuse(string field, string why) => wrong.TryAdd(field, why);

    /// <summary>Says what is wrong with a field in other words than the handler did.</summary>
    public void Replace(string field, string why) => wrong[field] = why;

    /// <summary>
    /// What someone else put into a field while this form was being filled in; null if the field has that value.
    /// </summary>
    public string? Conflict(string field) => conflicts.GetValueOrDefault(field);

    /// <summary>Sets what someone else put into a field.</summary>
    public void SetConflict(string field, string now) => conflicts[field] = now;

    /// <summary>Runs a field's check; what it throws is said beside the field, under the field's label.</summary>
    public T? Check<T>(ConsoleLocalizer texts, string field, TextKey label, Func<T> check)
        where T : class
    {
        try
        {
            return check();
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            Refuse(field, texts.Of(error.Text, texts[label]));
            return null;
        }
    }

    /// <summary>
    /// Puts what a handler refused beside the field that it names, or over the form. For the filter of a <c>catch</c>:
    /// false for what is no fault of the form's.
    /// </summary>
    /// <param name="fields">
    /// Wire name, or how it begins (<c>updates[0].component_changes</c>); the form's field; the key of its label.
    /// </param>
    public bool Takes(
        ApiException error,
        ConsoleLocalizer texts,
        params ReadOnlySpan<(string Wire, string Field, TextKey Label)> fields
    )
    {
        if (error.Code is not (ErrorCode.InvalidParameter or ErrorCode.NoLicense or ErrorCode.ReferenceExist))
            return false;
        if (error.Text.Args is [string name, ..])
        {
            foreach (var (wire, field, label) in fields)
            {
                if (!name.StartsWith(wire, StringComparison.Ordinal))
                    continue;
                Refuse(field, texts.Of(error.Text, texts[label]));
                return true;
            }
        }

        Says = error.Text.In(texts.Language);
        return true;
    }
}
