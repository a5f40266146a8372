namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Limits how many views are rendered or compressed at once to half of the processors, so that the others serve
/// visitors. Only computing belongs inside: a query that waits for its database would hold up every other view.
/// </summary>
public sealed class RenderGate : IDisposable
{
    private readonly SemaphoreSlim free = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        await free.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose() => free.Dispose();
}
