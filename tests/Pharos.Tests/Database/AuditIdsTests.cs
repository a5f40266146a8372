using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

[Trait("Runs", "Once")]
public sealed class AuditIdsTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));

    [Fact]
    public void What_happens_within_a_millisecond_keeps_its_order_and_its_time()
    {
        var ids = new AuditIds(clock);

        var made = Enumerable.Range(0, 100_000).Select(_ => ids.Next()).ToList();

        Assert.Equal(made.Order().Distinct(), made);
        Assert.All(made, id => Assert.Equal(FrozenServer.Now * 1000, AuditIds.Milliseconds(id)));
    }

    [Fact]
    public void A_clock_that_is_set_back_a_little_breaks_no_order_and_one_set_back_far_is_believed()
    {
        var ids = new AuditIds(clock);
        var first = ids.Next();
        clock.AdjustTime(clock.GetUtcNow() - TimeSpan.FromMilliseconds(900));
        Assert.True(ids.Next() > first);

        clock.AdjustTime(clock.GetUtcNow() - TimeSpan.FromDays(3650));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), AuditIds.Milliseconds(ids.Next()));
    }

    [Fact]
    public void The_last_second_that_the_API_knows_has_room()
    {
        Assert.True(AuditIds.First(253402300799_000) > 0);
        Assert.Equal(AuditIds.First(long.MaxValue), AuditIds.First(253402300799_000));
        Assert.Equal(4102444800_000, AuditIds.Milliseconds(AuditIds.First(4102444800_000)));
    }
}
