using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

[Trait("Runs", "Once")]
public sealed class PublishScheduleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);

    private readonly PublishSchedule schedule = new();

    [Fact]
    public void At_the_start_all_is_due_and_then_nothing_until_something_changes_or_time_passes()
    {
        Assert.True(schedule.IsDue(7, Start));
        schedule.Written(7, Start.AddMinutes(5));

        Assert.False(schedule.IsDue(7, Start.AddSeconds(1)));
        Assert.False(schedule.IsDue(7, Start.AddMinutes(4)));
        Assert.True(schedule.IsDue(7, Start.AddMinutes(5)));
    }

    [Fact]
    public void A_single_change_is_written_half_a_second_after_it_was_heard_of()
    {
        schedule.Written(7, Start.AddMinutes(5));
        Assert.False(schedule.IsDue(7, Start));

        Assert.False(schedule.IsDue(8, Start.AddSeconds(0.5)));
        Assert.True(schedule.IsDue(8, Start.AddSeconds(1)));
    }

    [Fact]
    public void A_burst_of_changes_is_a_few_writes()
    {
        schedule.Written(0, Start.AddHours(1));
        var writes = new List<double>();
        for (var second = 0.5; second <= 30; second += 0.5)
        {
            // Many changes between any two looks, for 20 seconds.
            var moves = (long)(Math.Min(second, 20) * 1000);
            if (schedule.IsDue(moves, Start.AddSeconds(second)))
            {
                writes.Add(second);
                schedule.Written(moves, Start.AddHours(1));
            }
        }

        Assert.InRange(writes.Count, 4, 5);
        Assert.InRange(writes[^1], 20, 21);
    }

    [Fact]
    public void After_a_fault_it_is_not_tried_again_too_soon_whatever_changes()
    {
        schedule.Written(1, Start.AddMinutes(5));
        schedule.Failed(Start.AddSeconds(30));

        for (var second = 1; second < 30; second++)
            Assert.False(schedule.IsDue(second / 2, Start.AddSeconds(second)));
        Assert.True(schedule.IsDue(20, Start.AddSeconds(30)));
    }

    [Fact]
    public void At_the_end_it_knows_whether_something_is_missing()
    {
        Assert.False(schedule.IsBehind(3));
        Assert.True(schedule.IsDue(3, Start));
        schedule.Written(3, Start.AddMinutes(5));
        Assert.False(schedule.IsBehind(3));
        Assert.True(schedule.IsBehind(4));
    }

    [Fact]
    public void A_first_write_that_is_interrupted_is_made_up_for_at_the_end()
    {
        Assert.True(schedule.IsDue(3, Start));

        Assert.True(schedule.IsBehind(3));
    }
}
