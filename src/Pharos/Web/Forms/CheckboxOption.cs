namespace Pharos.Web.Forms;

/// <summary>A box to tick.</summary>
/// <param name="Hint">What it means, or why it is locked.</param>
/// <param name="Locked">Stays as it is.</param>
public sealed record CheckboxOption(string Value, string Text, string? Hint = null, bool Locked = false);
