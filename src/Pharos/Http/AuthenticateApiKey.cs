using System.Net;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Finds the caller for an API key. The platform implements this, because keys belong to members.
/// </summary>
/// <param name="key">The key as sent; null if the request has none.</param>
/// <param name="client">The client's address; wrong keys count for it.</param>
/// <returns>Null if the key does not exist or has expired, or if it or its member is disabled.</returns>
public delegate ValueTask<Caller?> AuthenticateApiKey(string? key, IPAddress? client, CancellationToken cancel);

/// <summary>Notes in the logs that <see cref="AuthenticateApiKey"/> found no caller for the key of a request.</summary>
public delegate void NoteRefusedKey(HttpContext http, string key);
