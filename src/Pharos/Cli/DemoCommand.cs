using System.CommandLine;

namespace Pharos.Cli;

internal static class DemoCommand
{
    public static Command Create() => new("demo", "Run a server with a sample page");
}
