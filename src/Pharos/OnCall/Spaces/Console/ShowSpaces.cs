using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>Lists the spaces that the member may see: <c>GET /console/spaces</c></summary>
internal static class ShowSpaces
{
    public const string Path = "/console/spaces";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.SpacesRead);
        var page =
            long.TryParse(request.Query("p"), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && p is >= 1 and <= 100
                ? p
                : 1;
        var list = await ListSpaces.Info.Run(new ListSpacesRequest { P = page, Limit = 100 }, request.Operation(db));
        return request.Page<SpacesPage>(
            StatusCodes.Status200OK,
            (nameof(SpacesPage.List), list),
            (nameof(SpacesPage.Page), page)
        );
    }
}
