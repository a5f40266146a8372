using System.Text;
using Microsoft.EntityFrameworkCore;
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
        app.MapGet("/healthz", (HttpContext context) => ApiResponse.WriteFinished(context, Alive));
        app.MapGet("/readyz", async (HttpContext context, IDbContextFactory<PharosDb> databases) =>
        {
            await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
            if (!await SchemaUpgrade.IsCurrent(db, context.RequestAborted))
                throw Errors.Unavailable();
            await ApiResponse.WriteFinished(context, Alive);
        });
    }
}
