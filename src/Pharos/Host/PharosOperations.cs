using Pharos.Http;

namespace Pharos.Host;

/// <summary>All operations, from the modules.</summary>
internal static class PharosOperations
{
    /// <summary>Those of the areas that people see most come first.</summary>
    public static IReadOnlyList<Operation> All { get; } = [.. Program.Modules.Reverse().SelectMany(m => m.Operations)];

    /// <summary>Maps the operations that have a public route.</summary>
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var endpoints = new OperationEndpoints(app);
        foreach (var operation in All)
        {
            if (operation.Path is not null)
                operation.Map(endpoints);
        }
    }
}
