namespace Pharos.Notifications.Transports;

/// <summary>What a platform is sent.</summary>
/// <param name="Url">The hook's, with a signature where the platform wants it there.</param>
/// <param name="Json">The body: an object.</param>
internal sealed record ImRequest(Uri Url, object Json);
