using System.Runtime.CompilerServices;

namespace Pharos.Tests.Walks;

/// <summary>Compares what the server says of itself with what a reviewer approved.</summary>
internal static class Approved
{
    /// <param name="name">The approved file in this folder.</param>
    /// <param name="actual">On a difference, written next to it with <c>.received</c> in its name.</param>
    /// <param name="here">This folder, where the sources are.</param>
    public static async Task Is(string name, string actual, [CallerFilePath] string here = "")
    {
        var approved = Path.Combine(AppContext.BaseDirectory, "Walks", name);
        var expected = File.Exists(approved) ? await File.ReadAllTextAsync(approved) : "";
        if (expected == actual)
            return;
        var folder =
            Path.GetDirectoryName(here) is { } sources && Directory.Exists(sources)
                ? sources
                : Path.GetDirectoryName(approved)!;
        var received = Path.Combine(folder, name.Replace(".approved.", ".received.", StringComparison.Ordinal));
        await File.WriteAllTextAsync(received, actual);
        var (was, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail(
            $"""
            {name} differs from line {line + 1}:
              approved: {was.ElementAtOrDefault(line) ?? "(end)"}
              received: {now.ElementAtOrDefault(line) ?? "(end)"}
            Clients rely on what is approved. If the change is meant, replace {name} with {received}.
            """
        );
    }
}
