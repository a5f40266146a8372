namespace Pharos.Http.OpenApi;

/// <param name="PublicUrl">
/// The address of the API in its description, from the option <c>Pharos:PublicUrl</c>; null for the address that the
/// description was read from.
/// </param>
public sealed record ApiAddress(string? PublicUrl);
