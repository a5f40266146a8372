namespace Pharos.Web;

/// <summary>Where sign-in brings a visitor back to: only ever an address of this server.</summary>
internal static class ReturnAddress
{
    public const string Home = "/console";

    /// <summary>
    /// The query that sign-in is asked with, from the page that was asked for; empty when that is the home page or a
    /// form.
    /// </summary>
    public static string Query(HttpRequest request) =>
        request.Path == Home || !HttpMethods.IsGet(request.Method)
            ? ""
            : "?return=" + Uri.EscapeDataString(request.Path + request.QueryString);

    /// <summary>The address if it is a path of this server, else the home page.</summary>
    /// <remarks>
    /// Browsers read a backslash as a slash and <c>//host</c> as another server, and drop tabs and line ends.
    /// </remarks>
    public static string Local(string? address) =>
        address is ['/', ..]
        && !address.StartsWith("//", StringComparison.Ordinal)
        && address.All(c => c is > ' ' and <= '~' and not '\\')
            ? address
            : Home;
}
