using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Finds the caller that an API key stands for. The platform provides it, because keys belong to members.
/// </summary>
/// <param name="key">As sent; null when the request has none.</param>
/// <returns>Null when there is no such key, it has expired, or it or its member is disabled.</returns>
public delegate ValueTask<Caller?> AuthenticateApiKey(string? key, CancellationToken cancel);
