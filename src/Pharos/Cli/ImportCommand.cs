using System.CommandLine;

namespace Pharos.Cli;

internal static class ImportCommand
{
    public static Command Create() => new("import", "Import history");
}
