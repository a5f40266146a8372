namespace Pharos.Web;

/// <summary>The page to return to after sign-in, always on this server.</summary>
internal static class ReturnAddress
{
    public const string Home = "/console";

    /// <summary>
    /// Returns the query string for sign-in that names the requested page; empty for the home page and for forms.
    /// </summary>
    public static string Query(HttpRequest request) =>
        request.Path == Home || !HttpMethods.IsGet(request.Method)
            ? ""
            : "?return=" + Uri.EscapeDataString(request.Path + request.QueryString);

    /// <summary>Returns the address if it is a path on this server, otherwise the home page.</summary>
    /// <remarks>
    /// Browsers read a backslash as a slash and <c>//host</c> as another server, and drop tabs and line breaks.
    /// </remarks>
    public static string Local(string? address) =>
        address is ['/', ..]
        && !address.StartsWith("//", StringComparison.Ordinal)
        && address.All(c => c is > ' ' and <= '~' and not '\\')
            ? address
            : Home;
}
