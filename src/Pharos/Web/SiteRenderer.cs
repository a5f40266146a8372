using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Pharos.Web;

/// <summary>Renders a view to HTML text.</summary>
internal sealed class SiteRenderer(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<string> Render<TView>(Dictionary<string, object?> parameters)
        where TView : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TView>(ParameterView.FromDictionary(parameters))).ToHtmlString()
        );
    }
}
