using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Pharos.Web.Design;

/// <summary>
/// Serves style sheets, scripts and images that are embedded in the program. Each URL contains a digest of the content,
/// so browsers cache it forever and never mix two versions.
/// </summary>
internal static class StaticAssets
{
    private const string Folder = "/assets/";

    private static readonly Asset[] All =
    [
        new(
            "console.css",
            "text/css; charset=utf-8",
            ["tokens.css", "states.css", "console.css", .. Parts("console.", ".css")]
        ),
        new("console.js", "text/javascript; charset=utf-8", [.. Parts("console.", ".js")]),
        new("mark.svg", "image/svg+xml", "mark.svg"),
    ];

    private static readonly FrozenDictionary<string, string> Addresses = All.ToFrozenDictionary(
        a => a.Name,
        a => a.Address,
        StringComparer.Ordinal
    );

    /// <summary>
    /// Returns the URL path of an asset, such as <c>/assets/console.1f3a….css</c> for <c>console.css</c>.
    /// </summary>
    public static string Address(string name) => Addresses[name];

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        foreach (var asset in All)
            app.MapMethods(asset.Address, [HttpMethods.Get, HttpMethods.Head], asset.Write)
                .WithDisplayName($"GET {Folder}{asset.Name}");
    }

    /// <summary>Finds the parts that other folders contribute, such as <c>console.publish.css</c>.</summary>
    private static IEnumerable<string> Parts(string start, string end) =>
        typeof(Asset)
            .Assembly.GetManifestResourceNames()
            .Where(n =>
                n.StartsWith(start, StringComparison.Ordinal)
                && n.EndsWith(end, StringComparison.Ordinal)
                && n.Length > start.Length + end.Length - 1
            )
            .Order(StringComparer.Ordinal);

    private sealed class Asset
    {
        private readonly string contentType;
        private readonly byte[] bytes;

        public Asset(string name, string contentType, params ReadOnlySpan<string> parts)
        {
            (Name, this.contentType) = (name, contentType);
            using var content = new MemoryStream();
            foreach (var part in parts)
            {
                // Wraps each script, so that an error in one does not stop the others.
                var isScript = part.EndsWith(".js", StringComparison.Ordinal);
                if (isScript)
                    content.Write("try {\n"u8);
                using var stream = typeof(Asset).Assembly.GetManifestResourceStream(part)
                    ?? throw new FileNotFoundException(part);
                stream.CopyTo(content);
                if (isScript)
                    content.Write("} catch (fault) { console.error(fault); }\n"u8);
            }

            bytes = content.ToArray();
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
            Address = $"{Folder}{Path.GetFileNameWithoutExtension(name)}.{digest}{Path.GetExtension(name)}";
        }

        public string Name { get; }
        public string Address { get; }

        public async Task Write(HttpContext context)
        {
            var response = context.Response;
            response.ContentType = contentType;
            response.ContentLength = bytes.Length;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            if (!HttpMethods.IsHead(context.Request.Method))
                await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
