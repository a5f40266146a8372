using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>The integration that a screen shows.</summary>
public sealed record IntegrationContext(IntegrationItem Integration)
{
    public string Path => PathOf(Integration.IntegrationId);

    public static string PathOf(long integrationId) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShowIntegrations.Path}/{integrationId}");

    /// <summary>Reads the integration that the route value <c>{integrationId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    internal static async Task<IntegrationContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id =
            (string?)request.Http.Request.RouteValues["integrationId"] is { Length: <= 16 } text
            && text.All(char.IsAsciiDigit)
                ? Validate.IdText(text, "integration_id")
                : throw Errors.NotFound("integration_id");
        return new(
            await IntegrationInfo.Info.Run(new IntegrationRequest { IntegrationId = id }, request.Operation(db))
        );
    }
}
