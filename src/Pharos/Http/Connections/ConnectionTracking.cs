using Microsoft.AspNetCore.Http.Features;

namespace Pharos.Http.Connections;

/// <summary>Marks a connection as in use while one of its requests is answered.</summary>
internal static class ConnectionTracking
{
    public static void UseConnectionTracking(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var connection = context.Features.GetRequiredFeature<ClientConnection>();
                connection.BeginRequest();
                try
                {
                    await next(context);
                }
                finally
                {
                    connection.EndRequest();
                }
            }
        );
}
