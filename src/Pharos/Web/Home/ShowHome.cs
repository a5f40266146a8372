using Pharos.Database;

namespace Pharos.Web.Home;

/// <summary>What needs attention, from all areas: <c>GET /console</c></summary>
internal static class ShowHome
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var panels = new List<HomePanel>();
        foreach (var source in request.Http.RequestServices.GetServices<HomePanelSource>())
        {
            if (await source(request, db) is { } panel)
                panels.Add(panel);
        }

        return request.Page<HomePage>(
            StatusCodes.Status200OK,
            (nameof(HomePage.Panels), panels.OrderBy(p => p.Place).ToList())
        );
    }
}
