using System.Globalization;

namespace Pharos.Host.Cli;

/// <summary>
/// Shows a job's progress on standard error: a terminal gets one line that changes, and a file or pipe gets a line
/// every 100 steps.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="total">Number of steps.</param>
/// <param name="what">The plural noun that is counted.</param>
internal sealed class Progress(TextWriter error, int total, string what)
{
    private readonly bool watched = ReferenceEquals(error, System.Console.Error) && !System.Console.IsErrorRedirected;
    private bool begun;

    public void Report(int done)
    {
        if (!watched && done % 100 != 0 && done != total)
            return;
        begun = true;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {what}");
        if (watched)
            error.Write('\r' + text);
        else
            error.WriteLine(text);
    }

    /// <summary>Leaves the line, so that what is printed next has one of its own.</summary>
    public void End()
    {
        if (watched && begun)
            error.WriteLine();
        begun = false;
    }
}
