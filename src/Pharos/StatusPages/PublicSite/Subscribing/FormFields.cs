using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>The fields of a submitted form; empty if the body is not a form.</summary>
internal sealed class FormFields
{
    /// <summary>Large enough to select thousands of components.</summary>
    private const int MaxBytes = 256 << 10;

    private readonly Dictionary<string, StringValues> fields;

    private FormFields(Dictionary<string, StringValues> fields) => this.fields = fields;

    /// <exception cref="ApiException">The form is too large or malformed.</exception>
    public static async Task<FormFields> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaType.Is(request, MediaType.Form))
            return new FormFields([]);
        using var body = new MemoryStream();
        await RequestBody.Copy(request, body, MaxBytes, cancel);
        body.Position = 0;
        using var reader = new FormReader(body, Encoding.UTF8)
        {
            ValueCountLimit = 8000,
            KeyLengthLimit = 100,
            ValueLengthLimit = 8000,
        };
        try
        {
            return new FormFields(await reader.ReadFormAsync(cancel));
        }
        catch (InvalidDataException)
        {
            throw Errors.Invalid(Messages.BadRequest);
        }
    }

    /// <summary>Empty when absent.</summary>
    public string One(string name) =>
        fields.TryGetValue(name, out var values) && values is [{ } value, ..] ? value : "";

    public IEnumerable<string> All(string name) =>
        fields.TryGetValue(name, out var values) ? values.OfType<string>() : [];
}
