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
    /// <summary>The largest form of an unknown visitor, in bytes: room for 1,500 components.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The largest form of a subscriber, who has a link: room for thousands of components.</summary>
    public const int MaxSubscriberBytes = 256 << 10;

    private readonly Dictionary<string, StringValues> fields;

    private FormFields(Dictionary<string, StringValues> fields) => this.fields = fields;

    /// <summary>A form without any field.</summary>
    public static FormFields Empty { get; } = new([]);

    /// <exception cref="ApiException">The form is too large or malformed.</exception>
    public static async Task<FormFields> Read(HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        if (!MediaType.Is(request, MediaType.Form))
            return Empty;
        using var body = new MemoryStream();
        await RequestBody.Copy(
            request,
            body,
            maxBytes,
            request.HttpContext.RequestServices.GetRequiredService<BodyBudget>().Visitors,
            cancel
        );
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
