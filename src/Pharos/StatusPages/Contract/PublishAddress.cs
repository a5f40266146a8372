using System.Text.Encodings.Web;

namespace Pharos.StatusPages.Contract;

/// <summary>
/// The URL of the form that publishes an incident on a status page, for areas that offer to tell customers. The URL
/// alone publishes nothing: a member completes and sends the form.
/// </summary>
internal static class PublishAddress
{
    public const string Path = "/console/publish";

    /// <summary>The query parameters whose values the form starts with.</summary>
    public const string Title = "title";
    public const string Message = "message";

    /// <param name="title">A title to start with.</param>
    /// <param name="message">A first text to start with; empty for the usual one.</param>
    public static string ForIncident(string title, string message = "") =>
        $"{Path}?type=incident&{Title}={UrlEncoder.Default.Encode(title)}"
        + (message.Length == 0 ? "" : $"&{Message}={UrlEncoder.Default.Encode(message)}");
}
