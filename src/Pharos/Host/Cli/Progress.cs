using System.Globalization;

namespace Pharos.Host.Cli;

/// <summary>
/// Shows progress on standard error: an updating line on a terminal, otherwise a line every 100 steps.
/// </summary>
/// <param name="total">The number of steps.</param>
/// <param name="unit">What is counted, in the plural.</param>
internal sealed class Progress(int total, string unit)
{
    private readonly bool isTerminal = !System.Console.IsErrorRedirected;
    private bool hasStarted;

    public void Report(int done)
    {
        if (!isTerminal && done % 100 != 0 && done != total)
            return;
        hasStarted = true;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {unit}");
        if (isTerminal)
            System.Console.Error.Write('\r' + text);
        else
            System.Console.Error.WriteLine(text);
    }

    /// <summary>Ends the updating line.</summary>
    public void End()
    {
        if (isTerminal && hasStarted)
            System.Console.Error.WriteLine();
        hasStarted = false;
    }
}
