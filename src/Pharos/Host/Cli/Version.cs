using System.Reflection;

namespace Pharos.Host.Cli;

/// <summary>The version of this program, as <c>--version</c> prints it.</summary>
internal static class Version
{
    public static string Text { get; } =
        typeof(Version)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
