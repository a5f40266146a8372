namespace Pharos.Http;

/// <param name="MaxBodyBytes">The largest request body, from the option <c>Pharos:MaxBodyBytes</c>.</param>
/// <param name="MaxBodyBytesInFlight">
/// The bytes of all bodies together, from the option <c>Pharos:MaxBodyBytesInFlight</c>.
/// </param>
public sealed record RequestLimits(long MaxBodyBytes, long MaxBodyBytesInFlight)
{
    /// <summary>The largest body of operations that do not declare another limit.</summary>
    public const long OrdinaryBytes = 1 << 20;

    /// <summary>The largest body of an operation, in bytes.</summary>
    internal long For(Operation operation) =>
        Math.Min(operation.MaxBodyBytes?.Invoke(this) ?? OrdinaryBytes, MaxBodyBytes);
}
