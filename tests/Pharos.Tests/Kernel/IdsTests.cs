using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Kernel;

[Trait("Runs", "Once")]
public sealed class IdsTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_469_918_176_385));

    /// <summary>The time of the example in the ULID specification.</summary>
    [Fact]
    public void A_ULID_begins_with_its_time() =>
        Assert.StartsWith("01ARYZ6S41", Ids.NewUlid(clock), StringComparison.Ordinal);

    [Fact]
    public void ULIDs_are_canonical_distinct_and_sort_by_time()
    {
        var earlier = Enumerable.Range(0, 1000).Select(_ => Ids.NewUlid(clock)).ToList();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = Ids.NewUlid(clock);

        Assert.All(earlier, id => Assert.True(Ids.IsUlid(id)));
        Assert.Equal(1000, earlier.Distinct().Count());
        Assert.All(earlier, id => Assert.True(string.CompareOrdinal(id, later) < 0));
    }

    [Theory]
    [InlineData("01aryz6s410000000000000000")]
    [InlineData("81ARYZ6S410000000000000000")]
    [InlineData("01ARYZ6S4100000000000000U0")]
    [InlineData("01ARYZ6S41000000000000000")]
    public void Only_the_canonical_form_is_a_ULID(string text) => Assert.False(Ids.IsUlid(text));
}
