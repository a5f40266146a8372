using Pharos.Database;

namespace Pharos.Web.Layout;

/// <summary>The parts of the console's navigation, from top to bottom.</summary>
public enum NavigationGroup
{
    Main,
    OnCall,
    Pages,
    Account,
    You,
}

/// <summary>A link in the console's navigation.</summary>
/// <param name="Count">A short number next to the text; null for none.</param>
/// <param name="CountText">What the number means, for screen readers.</param>
public sealed record NavigationItem(
    NavigationGroup Group,
    string Address,
    string Text,
    string? Count = null,
    string? CountText = null
);

/// <summary>
/// Returns the links of one area that this member may follow. Areas register one source each; links keep the order of
/// registration.
/// </summary>
public delegate Task<IReadOnlyList<NavigationItem>> NavigationSource(ConsoleRequest request, PharosDb db);
