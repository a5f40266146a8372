using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>An API key of the first account of a new database, created before the first server starts.</summary>
internal static class FirstKey
{
    public static async Task<string> Create(params string[] place)
    {
        var account = await PharosCommand.Run(
            ["account", "create", "--name", "Acme", "--email", "a@example.com", "--password-stdin", .. place],
            "correct horse battery\n"
        );
        account.IsDone();
        var key = await PharosCommand.Run(["key", "create", "--email", "a@example.com", "--name", "crash", .. place]);
        return key.IsDone().Trim();
    }
}
