using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>A field of a <see cref="ConsoleForm{TContext}"/>.</summary>
/// <typeparam name="TContext">What the form is about.</typeparam>
internal sealed record ConsoleField<TContext>
{
    /// <summary>A field that shows nothing of the context.</summary>
    public ConsoleField(string name, TextKey label) => (Name, Label, WireNames) = (name, label, [name]);

    public ConsoleField(string name, TextKey label, Func<TContext, string> current)
        : this(name, label) => Current = context => [current(context)];

    /// <summary>A single checkbox.</summary>
    public ConsoleField(string name, TextKey label, Func<TContext, bool> current)
        : this(name, label)
    {
        Current = context => current(context) ? ["true"] : [];
        Shown = (context, request, _) =>
            new(request.Texts[current(context) ? ConsoleTexts.SwitchedOn : ConsoleTexts.SwitchedOff]);
    }

    /// <summary>A field with several values, such as a group of checkboxes.</summary>
    public ConsoleField(string name, TextKey label, Func<TContext, IEnumerable<string>> current)
        : this(name, label) => Current = context => [.. current(context)];

    /// <summary>The name of the input.</summary>
    public string Name { get; }

    /// <summary>Stands for the field in error messages.</summary>
    public TextKey Label { get; }

    /// <summary>The value that the form is filled with, and that its concurrency token covers.</summary>
    public Func<TContext, IReadOnlyList<string>>? Current { get; }

    /// <summary>
    /// What the operation calls the field, or how that begins (<c>components[0].name</c>): its errors go to this field.
    /// </summary>
    public IReadOnlyList<string> WireNames { get; init; }

    /// <summary>The current value as people read it, for the conflict page; null if the value itself is readable.</summary>
    public Func<TContext, ConsoleRequest, PharosDb, ValueTask<string>>? Shown { get; init; }

    /// <summary>Whether the order of several values matters.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether a form has the current value.</summary>
    public bool IsCurrent(TContext context, Form form)
    {
        if (Current is null)
            return true;
        var (current, typed) = (Current(context), form.Values(Name));
        return IsOrdered
            ? current.SequenceEqual(typed, StringComparer.Ordinal)
            : current.ToHashSet(StringComparer.Ordinal).SetEquals(typed);
    }
}
