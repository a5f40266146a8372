using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>One sample page for all tests of a class whose requests are refused: none of them may change it.</summary>
public sealed class UnchangedPage(SharedServer shared) : IAsyncLifetime
{
    public SamplePage Page { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Page = await SamplePage.Create(await shared.NewAccount());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
