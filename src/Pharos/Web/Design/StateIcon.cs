using Microsoft.AspNetCore.Components;

namespace Pharos.Web.Design;

/// <summary>
/// Draws each state in a shape of its own, so that colour is never the only signal. A page defines the shapes once and
/// refers to them.
/// </summary>
internal static class StateIcon
{
    public static readonly MarkupString Shapes = new(
        """
        <svg width="0" height="0" aria-hidden="true" class="shapes"><defs>
        <symbol id="i-operational" viewBox="0 0 20 20">
          <circle cx="10" cy="10" r="10"/><path d="m5.8 10.3 2.9 2.9 5.5-6"/>
        </symbol>
        <symbol id="i-degraded" viewBox="0 0 20 20">
          <path class="g" d="M8.6 1.6a1.6 1.6 0 0 1 2.8 0l8.3 15a1.6 1.6 0 0 1-1.4 2.4H1.7A1.6 1.6 0 0 1 .3 16.600z"/>
          <path d="M10 7v5M10 15.300v.2"/>
        </symbol>
        <symbol id="i-partial" viewBox="0 0 20 20"><rect width="20" height="20" rx="5"/><path d="M5.500 10h9"/></symbol>
        <symbol id="i-full" viewBox="0 0 20 20">
          <path class="g" d="M6 0h8l6 6v8l-6 6H6l-6-6V6z"/><path d="m6.500 6.500 7 7m0-7-7 7"/>
        </symbol>
        <symbol id="i-maintenance" viewBox="0 0 20 20">
          <path class="g" d="M10 0l10 10-10 10L0 10z"/><path d="M10 6v4.300l2.600 2.200"/>
        </symbol>
        <symbol id="i-quiet" viewBox="0 0 20 20">
          <circle cx="10" cy="10" r="10"/><path d="M10 9.500v5M10 5.800v.2"/>
        </symbol>
        </defs></svg>
        """
    );

    public static MarkupString For(string name) =>
        new($"<svg class=\"icon {name}\" aria-hidden=\"true\"><use href=\"#i-{name}\"/></svg>");
}
