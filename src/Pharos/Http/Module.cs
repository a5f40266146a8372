namespace Pharos.Http;

/// <summary>What one area contributes to the server. <c>Program.cs</c> lists the modules.</summary>
internal sealed record Module
{
    /// <summary>The area's operations: for the API, the console and the audit catalogue.</summary>
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    /// <summary>Registers the area's services. The options and the store are registered before.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>Adds middleware that runs before routing.</summary>
    public Action<IApplicationBuilder> Middleware { get; init; } = static _ => { };

    /// <summary>Maps what the area serves besides its operations and screens.</summary>
    public Action<IEndpointRouteBuilder> Endpoints { get; init; } = static _ => { };

    /// <summary>Maps the area's screens, below <c>/console</c>.</summary>
    public Action<IEndpointRouteBuilder> Console { get; init; } = static _ => { };
}
