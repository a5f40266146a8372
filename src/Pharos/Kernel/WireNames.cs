using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pharos.Kernel;

/// <summary>
/// The names of an enumeration's values on the wire and in the database: snake case, unless the enumeration has
/// <see cref="PascalWireNamesAttribute"/> or the value a <see cref="JsonStringEnumMemberNameAttribute"/>.
/// </summary>
public static class WireNames
{
    /// <summary>All names, in the order of the values.</summary>
    public static IEnumerable<string> Of(Type enumeration) =>
        Enum.GetNames(enumeration).Select(n => Of(enumeration, n));

    /// <param name="name">The name of the value in code.</param>
    public static string Of(Type enumeration, string name) =>
        enumeration.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? (
            enumeration.IsDefined(typeof(PascalWireNamesAttribute), inherit: false)
                ? name
                : JsonNamingPolicy.SnakeCaseLower.ConvertName(name)
        );
}
