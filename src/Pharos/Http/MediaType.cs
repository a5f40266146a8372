using Microsoft.Net.Http.Headers;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Reads the header <c>Content-Type</c> as a whole, so that no prefix of a type is taken for it.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    public const string FormWithFiles = "multipart/form-data";

    /// <summary>Whether the body has this type.</summary>
    /// <exception cref="ApiException">It has, but its charset is not UTF-8.</exception>
    public static bool Is(HttpRequest request, string type)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            || !sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
        )
            return false;
        foreach (var parameter in sent.Parameters)
        {
            if (
                parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && !HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
                throw new ApiException(ErrorCode.InvalidContentType, new Message(Messages.InvalidCharset));
        }

        return true;
    }
}
