using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// The values that a form shows and its errors. Passwords are never included: the user types them again.
/// </summary>
public sealed class Form
{
    private readonly Dictionary<string, string[]> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> wrong = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> conflicts = new(StringComparer.Ordinal);

    /// <summary>The value of a field.</summary>
    public string this[string field]
    {
        get => typed.GetValueOrDefault(field) is [var first, ..] ? first : "";
        set => typed[field] = [value];
    }

    /// <summary>The error that concerns no single field.</summary>
    public string? Says { get; set; }

    public bool IsRight => wrong.Count == 0 && Says is null;

    /// <summary>Whether another member changed the resource since the form was opened.</summary>
    public bool IsConflict { get; set; }

    /// <summary>The concurrency token that the form carries; null if it edits nothing.</summary>
    public string? Token { get; set; }

    public int Status =>
        IsConflict ? StatusCodes.Status409Conflict
        : IsRight ? StatusCodes.Status200OK
        : StatusCodes.Status422UnprocessableEntity;

    /// <summary>Reads these fields from a posted form, with all values of those that occur several times.</summary>
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

    /// <summary>Returns all values of a field that can occur several times, such as ticked checkboxes.</summary>
    public IReadOnlyList<string> Values(string field) => typed.GetValueOrDefault(field, []);

    public void Set(string field, IEnumerable<string> values) => typed[field] = [.. values];

    /// <summary>Whether a checkbox is ticked or an option is selected.</summary>
    public bool Has(string field, string value = "true") => Values(field).Contains(value, StringComparer.Ordinal);

    /// <summary>Returns the error of a field; null if it has none.</summary>
    public string? Wrong(string field) => wrong.GetValueOrDefault(field);

    public void Refuse(string field, string why) => wrong.TryAdd(field, why);

    /// <summary>Replaces the error of a field by a more specific one.</summary>
    public void Replace(string field, string why) => wrong[field] = why;

    /// <summary>
    /// Returns the value that another member saved while this form was being filled in; null if the field has that
    /// value.
    /// </summary>
    public string? Conflict(string field) => conflicts.GetValueOrDefault(field);

    /// <summary>Sets the value that another member saved.</summary>
    public void SetConflict(string field, string now) => conflicts[field] = now;

    /// <summary>
    /// Runs a field's check and turns its failure into the field's error, worded with the field's label.
    /// </summary>
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
    /// Shows an operation's errors next to the fields that they name, or above the form. Meant for the filter of a
    /// <c>catch</c>: returns false for errors that the form's values did not cause.
    /// </summary>
    /// <param name="fields">
    /// The wire name or its beginning (<c>updates[0].component_changes</c>), the form's field, and the key of its
    /// label.
    /// </param>
    public bool Takes(
        ApiException error,
        ConsoleLocalizer texts,
        params ReadOnlySpan<(string Wire, string Field, TextKey Label)> fields
    )
    {
        if (error.Code is not (ErrorCode.InvalidParameter or ErrorCode.NoLicense or ErrorCode.ReferenceExist))
            return false;
        foreach (var one in error.Each())
            Show(one, texts, fields);
        return true;
    }

    private void Show(
        ApiException error,
        ConsoleLocalizer texts,
        ReadOnlySpan<(string Wire, string Field, TextKey Label)> fields
    )
    {
        if (error.Text.Args is [string name, ..])
        {
            foreach (var (wire, field, label) in fields)
            {
                if (!name.StartsWith(wire, StringComparison.Ordinal))
                    continue;
                Refuse(field, texts.Of(Labelled(error.Text, fields), texts[label]));
                return;
            }
        }

        Says ??= texts.Of(error.Text);
    }

    /// <summary>Labels the other fields in a message, such as the start that an end must follow.</summary>
    private static Message Labelled(Message message, ReadOnlySpan<(string Wire, string Field, TextKey Label)> fields)
    {
        object[] args = [.. message.Args];
        for (var i = 1; i < args.Length; i++)
        {
            foreach (var (wire, _, label) in fields)
            {
                if (args[i] is string name && name.StartsWith(wire, StringComparison.Ordinal))
                    args[i] = new Message(label);
            }
        }

        return message with
        {
            Args = args,
        };
    }
}
