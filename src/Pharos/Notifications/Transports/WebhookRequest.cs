namespace Pharos.Notifications.Transports;

/// <summary>An HTTP request to a platform.</summary>
/// <param name="Url">The webhook's URL, with a signature for platforms that expect it there.</param>
/// <param name="Json">The body, to be serialized.</param>
internal sealed record WebhookRequest(Uri Url, object Json);
