using System.Globalization;
using Pharos.Database;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>Lists integrations: <c>GET /console/integrations</c></summary>
internal static class ShowIntegrations
{
    public const string Path = "/console/integrations";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var page =
            long.TryParse(request.Query("p"), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && p is >= 1 and <= 100
                ? p
                : 1;
        var list = await ListIntegrations.Info.Run(
            new ListIntegrationsRequest
            {
                P = page,
                Limit = 100,
                Orderby = IntegrationOrder.Name,
                Asc = true,
            },
            request.Operation(db)
        );
        return request.Page<IntegrationsPage>(
            StatusCodes.Status200OK,
            (nameof(IntegrationsPage.List), list),
            (nameof(IntegrationsPage.Page), page),
            (
                nameof(IntegrationsPage.Spaces),
                (await SpaceChoices.Read(request, db)).ToDictionary(s => s.Value, s => s.Text, StringComparer.Ordinal)
            )
        );
    }
}
