using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Lets each account run one import at a time, because one can take much memory. The next one waits before its body is
/// read.
/// </summary>
internal sealed class OneAtATime(TimeProvider clock)
{
    /// <summary>How long a request waits for its turn.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<long, Line> lines = [];

    /// <summary>Waits until no other import of the account runs. Dispose of the result to end the turn.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.RequestTooFrequently"/>: another one is still running.
    /// </exception>
    public async Task<IDisposable> Enter(long accountId, CancellationToken cancel)
    {
        Line? line;
        lock (gate)
        {
            if (!lines.TryGetValue(accountId, out line))
                lines[accountId] = line = new Line();
            line.Users++;
        }

        using var deadline = new CancellationTokenSource(MaxWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            await line.Free.WaitAsync(either.Token);
            return new Turn(this, accountId, line);
        }
        catch (OperationCanceledException)
        {
            Leave(accountId, line);
            cancel.ThrowIfCancellationRequested();
            throw new ApiException(ErrorCode.RequestTooFrequently, new Message(Messages.OneImportAtATime))
            {
                RetryAfterSeconds = (int)MaxWait.TotalSeconds,
            };
        }
    }

    private void Leave(long accountId, Line line)
    {
        lock (gate)
        {
            if (--line.Users > 0)
                return;
            lines.Remove(accountId);
            line.Dispose();
        }
    }

    /// <summary>The requests of one account.</summary>
    private sealed class Line : IDisposable
    {
        public readonly SemaphoreSlim Free = new(1, 1);

        /// <summary>The running request and those that wait.</summary>
        public int Users;

        public void Dispose() => Free.Dispose();
    }

    private sealed class Turn(OneAtATime owner, long accountId, Line line) : IDisposable
    {
        public void Dispose()
        {
            line.Free.Release();
            owner.Leave(accountId, line);
        }
    }
}
