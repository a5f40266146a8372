using Microsoft.AspNetCore.Components;

namespace Pharos.Web.Forms;

/// <summary>Base of all labelled inputs.</summary>
public abstract class FormInput : ComponentBase
{
    [Parameter, EditorRequired]
    public Form Form { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The ID of the element; <see cref="Name"/> if absent.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Optional { get; set; }

    [Parameter]
    public bool Autofocus { get; set; }

    protected string ElementId => Id ?? Name;

    protected string? Invalid => Form.Wrong(Name) is null ? null : "true";

    /// <summary>The IDs of the elements that screen readers read out with the input.</summary>
    protected string? DescribedBy
    {
        get
        {
            var ids = new List<string>(3);
            if (Form.Wrong(Name) is not null)
                ids.Add(ElementId + "-wrong");
            if (Hint is not null)
                ids.Add(ElementId + "-hint");
            if (Form.Conflict(Name) is not null)
                ids.Add(ElementId + "-now");
            return ids.Count == 0 ? null : string.Join(' ', ids);
        }
    }
}
