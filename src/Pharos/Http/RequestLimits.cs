namespace Pharos.Http;

/// <param name="MaxBodyBytes">The largest request body, from the option <c>Pharos:MaxBodyBytes</c>.</param>
public sealed record RequestLimits(long MaxBodyBytes);
