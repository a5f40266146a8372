namespace Pharos.Web.Forms;

/// <summary>One checkbox of a group.</summary>
/// <param name="Hint">Explains the option, or why it is locked.</param>
/// <param name="Locked">Whether the checkbox keeps its value.</param>
public sealed record CheckboxOption(string Value, string Text, string? Hint = null, bool Locked = false);
