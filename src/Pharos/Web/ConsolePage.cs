using Microsoft.AspNetCore.Components;

namespace Pharos.Web;

/// <summary>Base of the console's pages: gives them the request.</summary>
public abstract class ConsolePage : ComponentBase
{
    [Parameter, EditorRequired]
    public ConsoleRequest Request { get; set; } = null!;

    protected ConsoleLocalizer T => Request.Texts;
}
