using Pharos.Api.StatusPage.Subscribers;

namespace Pharos.Tests.Api.StatusPage.Subscribers;

[Trait("Runs", "Once")]
public sealed class SubscriberScopeTests
{
    private static readonly SubscriberScope Nothing = SubscriberScope.Of([], [], []);

    [Fact]
    public void Everything_swallows_the_rest()
    {
        var some = SubscriberScope.Of(["a"], ["s"], [1]);

        Assert.Same(SubscriberScope.Everything, some.With(SubscriberScope.Everything));
        Assert.Same(SubscriberScope.Everything, SubscriberScope.Everything.With(some));
        Assert.Equal((true, 0, 0, 0), (SubscriberScope.Everything.All, SubscriberScope.Everything.ComponentIds.Count, SubscriberScope.Everything.SectionIds.Count, SubscriberScope.Everything.ChangeIds.Count));
    }

    [Fact]
    public void Two_scopes_together_hold_what_either_holds_once()
    {
        var both = SubscriberScope.Of(["a", "b", "a"], ["s"], [1]).With(SubscriberScope.Of(["b", "c"], ["s", "t"], [2, 1]));

        Assert.Equal(["a", "b", "c"], both.ComponentIds);
        Assert.Equal(["s", "t"], both.SectionIds);
        Assert.Equal([1, 2], both.ChangeIds);
        Assert.False(both.All);
    }

    [Fact]
    public void Only_a_scope_of_nothing_is_empty()
    {
        Assert.True(Nothing.IsEmpty);
        Assert.True(Nothing.With(Nothing).IsEmpty);
        Assert.All(
            (SubscriberScope[])[SubscriberScope.Everything, SubscriberScope.Of(["a"], [], []), SubscriberScope.Of([], ["s"], []), SubscriberScope.Of([], [], [1])],
            scope => Assert.False(scope.IsEmpty || scope.With(Nothing).IsEmpty));
    }
}
