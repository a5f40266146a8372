using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>Returns one integration with its key: <c>POST /datasource/desc</c></summary>
internal static class IntegrationInfo
{
    public static readonly Operation<IntegrationRequest, IntegrationItem> Info = new(
        "/datasource/desc",
        "Get integration detail",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    private static async Task<IntegrationItem> Handle(IntegrationRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await IntegrationReader.Find(db, caller, access, id, cancel);
        return IntegrationReader.Item(row, op.Language);
    }
}

/// <summary>Names one integration.</summary>
public sealed record IntegrationRequest
{
    [Required]
    public long? IntegrationId { get; set; }
}
