using System.Buffers;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>The IDs of 24 hex digits that on-call objects have on the wire.</summary>
internal static class ObjectIds
{
    private const int Length = 24;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The ID in lower case.</summary>
    /// <exception cref="ApiException">The ID is missing or malformed.</exception>
    public static string Check(string? value, string field)
    {
        if (value is null)
            throw Errors.Missing(field);
        return value.Length == Length && value.AsSpan().IndexOfAnyExcept(Hex) < 0
            ? value.ToLowerInvariant()
            : throw Errors.Invalid(RuleMessages.BadObjectId, field);
    }
}
