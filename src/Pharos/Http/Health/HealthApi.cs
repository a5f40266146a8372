using System.Text;
using Pharos.Database;
using Pharos.Database.Steps;
using Pharos.Kernel;

namespace Pharos.Http.Health;

/// <summary>
/// <c>/healthz</c>: the process is alive. <c>/readyz</c>: the database is available and its schema is current.
/// </summary>
internal static class HealthApi
{
    private static readonly byte[] Alive = Encoding.UTF8.GetBytes("""{"status":"ok"}""");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var database = app.ServiceProvider.GetRequiredService<IDatabase>();
        app.MapGet("/healthz", (HttpContext context) => ApiResponse.WriteFinished(context, Alive));
        app.MapGet("/readyz", async (HttpContext context) =>
        {
            if (!await SchemaUpgrade.IsCurrent(database, context.RequestAborted))
                throw Errors.Unavailable();
            await ApiResponse.WriteFinished(context, Alive);
        });
    }
}
