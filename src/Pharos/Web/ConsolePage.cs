using Microsoft.AspNetCore.Components;

namespace Pharos.Web;

/// <summary>What all pages of the console share: the request they answer.</summary>
public abstract class ConsolePage : ComponentBase
{
    [Parameter, EditorRequired]
    public ConsoleRequest Request { get; set; } = null!;

    protected ConsoleLocalizer T => Request.Texts;
}
