using System.Reflection;

namespace Pharos.Tests.Support;

/// <summary>
/// Marks a method that makes a request which an operation accepts, with all of its fields, from a <see
/// cref="SamplePage"/>. Every operation with a public route needs one, next to its tests.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SampleAttribute(string path) : Attribute
{
    public string Path => path;
}

/// <summary>
/// Marks a method that makes a request for hostile clients to spoil, from a <see
/// cref="Scenarios.Hostile.HostileWorld"/>. Without one, an operation gets requests that are right in type only.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class HostileSampleAttribute(string path) : Attribute
{
    public string Path => path;

    /// <summary>
    /// Fields that the operation demands although their declaration does not, such as <c>members.0.email</c>.
    /// </summary>
    public string[] AlsoRequired { get; init; } = [];

    /// <summary>IDs of which 0 means none.</summary>
    public string[] ZeroMeansNone { get; init; } = [];

    /// <summary>Whether unknown IDs are left out of the answer instead of being refused.</summary>
    public bool FindsWhatThereIs { get; init; }
}

/// <summary>The sample requests of all test classes.</summary>
internal static class Samples
{
    private static readonly MethodInfo[] Methods =
    [
        .. typeof(Samples)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
    ];

    private static readonly Dictionary<string, MethodInfo> ByPath = Methods
        .SelectMany(method => method.GetCustomAttributes<SampleAttribute>().Select(sample => (sample.Path, method)))
        .ToDictionary(sample => sample.Path, sample => sample.method, StringComparer.Ordinal);

    private static readonly Dictionary<string, (HostileSampleAttribute Sample, MethodInfo Method)> HostileByPath =
        Methods
            .SelectMany(method =>
                method.GetCustomAttributes<HostileSampleAttribute>().Select(sample => (Sample: sample, Method: method))
            )
            .ToDictionary(sample => sample.Sample.Path, StringComparer.Ordinal);

    public static MethodInfo? Find(string path) => ByPath.GetValueOrDefault(path);

    public static (HostileSampleAttribute Sample, MethodInfo Method)? FindHostile(string path) =>
        HostileByPath.TryGetValue(path, out var found) ? found : null;
}
