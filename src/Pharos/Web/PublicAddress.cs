using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>The server's public URL: the configured one, or the first address it listens on.</summary>
/// <param name="configured">The option <c>Pharos:PublicUrl</c>.</param>
internal sealed class PublicAddress(string? configured)
{
    /// <summary>An absolute URL without a trailing slash.</summary>
    public string Url { get; private set; } = configured?.TrimEnd('/') ?? "https://localhost";

    /// <summary>Uses the bound port if no URL is configured.</summary>
    public void LearnFrom(IServiceProvider services)
    {
        if (configured is not null)
            return;
        services
            .GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStarted.Register(() =>
            {
                var bound = services
                    .GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()
                    ?.Addresses.FirstOrDefault();
                if (bound is not null)
                    Url = bound
                        .TrimEnd('/')
                        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
                        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal);
            });
    }
}
