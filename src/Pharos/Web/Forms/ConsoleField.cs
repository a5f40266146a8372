using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>A field of a <see cref="ConsoleForm{TContext}"/>.</summary>
/// <typeparam name="TContext">The resource that the form shows or changes.</typeparam>
internal sealed record ConsoleField<TContext>
{
    /// <summary>A field that starts empty.</summary>
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

    /// <summary>Replaces the field's wire name in error messages.</summary>
    public TextKey Label { get; }

    /// <summary>The values that the form starts with. The concurrency token covers them.</summary>
    public Func<TContext, IReadOnlyList<string>>? Current { get; }

    /// <summary>
    /// The operation's names for the field, or their beginnings (<c>components[0].name</c>). Errors about them appear
    /// at this field. Defaults to <see cref="Name"/>.
    /// </summary>
    public IReadOnlyList<string> WireNames { get; init; }

    /// <summary>Formats the current value for the conflict page; null if the value itself is readable.</summary>
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
