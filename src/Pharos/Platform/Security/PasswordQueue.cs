using Pharos.Kernel;

namespace Pharos.Platform.Security;

/// <summary>
/// Runs the hashing of passwords, which takes a tenth of a second of processor time, on threads of its own: at most
/// half of the cores at once, behind a short queue. Otherwise anyone could slow down pages and API by signing in with
/// wrong passwords.
/// </summary>
internal sealed class PasswordQueue(int atOnce, int mostWaiting) : IDisposable
{
    private const int RetryAfterSeconds = 5;

    private readonly SemaphoreSlim free = new(atOnce, atOnce);
    private int pending;

    /// <summary>The queue of a server.</summary>
    public static PasswordQueue Create()
    {
        var atOnce = Math.Max(1, Environment.ProcessorCount / 2);
        // About three seconds of work; later requests are refused.
        return new PasswordQueue(atOnce, atOnce * 20);
    }

    /// <summary>Requests that hash or wait.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <exception cref="ApiException">Too many requests wait; <see cref="ErrorReason.Busy"/>.</exception>
    public async Task<T> Run<T>(Func<T> hash, CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref pending) > atOnce + mostWaiting)
                throw Errors.Busy(RetryAfterSeconds);
            await free.WaitAsync(cancel);
            try
            {
                // A long-running task gets a thread of its own. Not cancelled once started, so that the limit holds.
                return await Task.Factory.StartNew(
                    hash,
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                    TaskScheduler.Default
                );
            }
            finally
            {
                free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }

    public void Dispose() => free.Dispose();
}
