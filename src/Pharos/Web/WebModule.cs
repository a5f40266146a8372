using Pharos.Http;
using Pharos.Web.Design;
using Pharos.Web.Forms;

namespace Pharos.Web;

/// <summary>What every screen shares.</summary>
internal static class WebModule
{
    public static Module Module { get; } =
        new()
        {
            Services = services => services.AddPharosConsole(),
            Endpoints = app => app.MapAssets(),
            Console = console => console.MapRepeatableForm("/moment", ShowMoment.Handle),
        };
}
