using FsCheck;
using FsCheck.Fluent;
using Pharos.Notifications;

namespace Pharos.Tests.Notifications;

[Trait("Runs", "Once")]
public sealed class RetryScheduleTests
{
    private const long Published = 1_780_000_000;

    [Fact]
    public void Waits_double_from_half_a_minute_to_an_hour() =>
        Assert.Equal(
            [30, 60, 120, 240, 480, 960, 1920, 3600, 3600],
            Enumerable
                .Range(1, 9)
                .Select(attempts => RetrySchedule.Next(attempts, Published, Published, 0.5)!.Value - Published)
        );

    [Fact]
    public void The_last_attempt_is_a_day_after_publishing_and_none_after_it()
    {
        var day = Published + RetrySchedule.GiveUpAfter;

        Assert.Equal(day, RetrySchedule.Next(30, Published, day - 10, 0.5));
        Assert.Null(RetrySchedule.Next(31, Published, day, 0.5));
    }

    [Fact]
    public void A_receiver_that_asks_for_more_time_gets_it() =>
        Assert.Equal(Published + 900, RetrySchedule.Next(1, Published, Published, 0.5, askedWait: 900));

    [Fact]
    public void However_the_dice_fall_the_wait_is_within_a_fifth_of_its_length() =>
        Prop.ForAll<byte, ushort>(
                (attempts, dice) =>
                {
                    var wait =
                        RetrySchedule.Next(attempts + 1, Published, Published, dice / (double)ushort.MaxValue)!.Value
                        - Published;
                    var middle = Math.Min(3600, 30L << Math.Min((int)attempts, 20));

                    return wait >= (long)(middle * 0.8) && wait <= (long)(middle * 1.2);
                }
            )
            .QuickCheckThrowOnFailure();
}
