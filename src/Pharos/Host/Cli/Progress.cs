using System.Globalization;

namespace Pharos.Host.Cli;

/// <summary>
/// Shows on standard error how far a job is: one line that changes where somebody watches, one every 100 steps where
/// not.
/// </summary>
/// <param name="total">How many steps there are.</param>
/// <param name="what">What is counted.</param>
internal sealed class Progress(int total, string what)
{
    private readonly bool watched = !System.Console.IsErrorRedirected;
    private bool begun;

    public void Report(int done)
    {
        if (!watched && done % 100 != 0 && done != total)
            return;
        begun = true;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {what}");
        if (watched)
            System.Console.Error.Write('\r' + text);
        else
            System.Console.Error.WriteLine(text);
    }

    /// <summary>Leaves the line, so that what is printed next has one of its own.</summary>
    public void End()
    {
        if (watched && begun)
            System.Console.Error.WriteLine();
        begun = false;
    }
}
