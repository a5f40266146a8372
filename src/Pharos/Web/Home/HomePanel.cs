using Microsoft.AspNetCore.Components;
using Pharos.Database;

namespace Pharos.Web.Home;

/// <summary>The parts of the home page, from top to bottom.</summary>
public enum HomePlace
{
    Incidents,
    Pages,
}

/// <summary>A part of the home page that an area contributes.</summary>
/// <param name="Content">What it shows.</param>
public sealed record HomePanel(HomePlace Place, RenderFragment Content)
{
    /// <summary>Links next to the page's title; null for none.</summary>
    public RenderFragment? Actions { get; init; }

    /// <summary>A fragment that renders a component for a request.</summary>
    public static RenderFragment Render<TComponent>(
        ConsoleRequest request,
        params IReadOnlyList<(string Name, object? Value)> parameters
    )
        where TComponent : ConsolePage =>
        builder =>
        {
            builder.OpenComponent<TComponent>(0);
            foreach (var (name, value) in parameters.Prepend((nameof(ConsolePage.Request), request)))
                builder.AddComponentParameter(1, name, value);
            builder.CloseComponent();
        };
}

/// <summary>
/// Reads what an area shows on the home page; null for nothing. Areas register one source each and don't know each
/// other.
/// </summary>
public delegate Task<HomePanel?> HomePanelSource(ConsoleRequest request, PharosDb db);
