namespace Pharos.Http;

internal static class Routes
{
    /// <summary>Maps an address that is only read. HEAD works wherever GET does: uptime checkers send it.</summary>
    public static IEndpointConventionBuilder MapRead(
        this IEndpointRouteBuilder app,
        string pattern,
        RequestDelegate handle
    ) => app.MapMethods(pattern, ReadMethods, handle);

    public static IReadOnlyList<string> ReadMethods { get; } = [HttpMethods.Get, HttpMethods.Head];
}
