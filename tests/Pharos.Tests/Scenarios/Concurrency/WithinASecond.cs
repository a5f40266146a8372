using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// Checks that a node obeys within a second what was decided on another. The second is one of the nodes' clock, which
/// stands still otherwise: whatever a node does every second or more often has its turn, and nothing that it does less
/// often. How long a loaded machine takes for that does not matter.
/// </summary>
internal static class WithinASecond
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="clock">The clock of the node that must obey.</param>
    /// <param name="obeyed">Asks the node once. Called after the other node has answered.</param>
    public static async Task Obeyed(TestClock clock, Func<Task<bool>> obeyed)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(obeyed, Patience);
    }
}
