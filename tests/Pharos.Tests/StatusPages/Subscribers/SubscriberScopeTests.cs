using Pharos.StatusPages.Subscribers;

namespace Pharos.Tests.StatusPages.Subscribers;

[Trait("Runs", "Once")]
public sealed class SubscriberScopeTests
{
    private static readonly SubscriberScope EmptyResponse = SubscriberScope.From([], [], []);

    [Fact]
    public void Everything_swallows_the_rest()
    {
        var some = SubscriberScope.From(["a"], ["s"], [1]);

        Assert.Same(SubscriberScope.Everything, some.With(SubscriberScope.Everything));
        Assert.Same(SubscriberScope.Everything, SubscriberScope.Everything.With(some));
        Assert.Equal(
            (true, 0, 0, 0),
            (
                SubscriberScope.Everything.All,
                SubscriberScope.Everything.ComponentIds.Count,
                SubscriberScope.Everything.SectionIds.Count,
                SubscriberScope.Everything.ChangeIds.Count
            )
        );
    }

    [Fact]
    public void Two_scopes_together_hold_what_either_holds_once()
    {
        var both = SubscriberScope
            .From(["a", "b", "a"], ["s"], [1])
            .With(SubscriberScope.From(["b", "c"], ["s", "t"], [2, 1]));

        Assert.Equal(["a", "b", "c"], both.ComponentIds);
        Assert.Equal(["s", "t"], both.SectionIds);
        Assert.Equal([1, 2], both.ChangeIds);
        Assert.False(both.All);
    }

    [Fact]
    public void Only_a_scope_of_nothing_is_empty()
    {
        Assert.True(EmptyResponse.IsEmpty);
        Assert.True(EmptyResponse.With(EmptyResponse).IsEmpty);
        Assert.All(
            (SubscriberScope[])
                [
                    SubscriberScope.Everything,
                    SubscriberScope.From(["a"], [], []),
                    SubscriberScope.From([], ["s"], []),
                    SubscriberScope.From([], [], [1]),
                ],
            scope => Assert.False(scope.IsEmpty || scope.With(EmptyResponse).IsEmpty)
        );
    }
}
