using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Roles;

/// <summary>
/// Lists permission factors: <c>POST /role/permission/factor/list</c>. They are derived from the mapped API operations
/// and console endpoints, so they cannot get out of step.
/// </summary>
internal static class ListFactors
{
    public static readonly Operation<ListFactorsRequest, FactorItem[]> Info = new(
        "/role/permission/factor/list",
        "List permission factors",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static Task<FactorItem[]> Handle(ListFactorsRequest request, OperationContext op)
    {
        var types = Validate.OptionalValues(request.FactorTypes, "factor_types");
        var all = op.Service<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(Of)
            .OfType<FactorItem>()
            .Where(f => types is not { Count: > 0 } || types.Contains(f.FactorType));
        return Task.FromResult(
            all.Distinct().OrderBy(f => f.FactorType).ThenBy(f => f.FactorName, StringComparer.Ordinal).ToArray()
        );
    }

    /// <summary><c>/role/member/grant</c> becomes <c>role:write:member-grant</c>.</summary>
    private static FactorItem? Of(RouteEndpoint endpoint)
    {
        var path = endpoint.RoutePattern.RawText!.Trim('/').Split('/').Where(part => !part.StartsWith('{')).ToArray();
        if (endpoint.Metadata.GetMetadata<Operation>() is { } operation)
            return new FactorItem(
                $"{path[0]}:{(operation.Writes ? "write" : "read")}:{string.Join('-', path.Skip(1))}",
                FactorType.Api
            );
        if (endpoint.Metadata.GetMetadata<ConsoleEndpoint>() is not { Open: false })
            return null;
        var name = path.Length > 1 ? string.Join('-', path.Skip(1)) : "home";
        var isForm = endpoint
            .Metadata.GetRequiredMetadata<IHttpMethodMetadata>()
            .HttpMethods.Contains(HttpMethods.Post);
        return isForm
            ? new FactorItem($"{path[0]}:write:{name}", FactorType.Button)
            : new FactorItem($"{path[0]}:read:{name}", FactorType.Visit);
    }
}

public enum FactorType
{
    Api,
    Button,
    Visit,
    Menu,
    Url,
}

public sealed record ListFactorsRequest
{
    /// <summary>Returns only these types; all if absent or empty.</summary>
    [MaxLength(100)]
    public List<FactorType?>? FactorTypes { get; set; }
}

public sealed record FactorItem(string FactorName, FactorType FactorType);
