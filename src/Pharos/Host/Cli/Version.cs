using System.Reflection;

namespace Pharos.Host.Cli;

/// <summary>The version as printed by <c>--version</c>.</summary>
internal static class Version
{
    public static string Text { get; } =
        typeof(Version)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
