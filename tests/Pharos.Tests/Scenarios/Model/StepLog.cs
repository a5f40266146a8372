using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>The steps so far; the last ones are shown when the server and the model differ.</summary>
internal sealed class StepLog(string name)
{
    private const int Tail = 25;

    private readonly Queue<string> last = new();

    public int Count { get; private set; }

    public void Add(string step)
    {
        last.Enqueue($"{++Count}. {step}");
        if (last.Count > Tail)
            last.Dequeue();
    }

    public void Fail(string difference, ApiAnswer? answer) =>
        Assert.Fail($"{name}: {difference}\nthe server says: {answer?.Text}\nafter\n{string.Join('\n', last)}");
}
