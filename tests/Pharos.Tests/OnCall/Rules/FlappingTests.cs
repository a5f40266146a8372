using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class FlappingTests
{
    [Fact]
    public void By_default_four_changes_in_an_hour_are_marked_once()
    {
        var (states, begins) = Play(Flapping.Default, 0, 1000, 2000, 3000, 3100);

        Assert.Equal([false, false, false, true, true], states.Select(s => s.IsFlapping));
        Assert.Equal([false, false, false, true, false], begins);
        Assert.All(states, s => Assert.Equal(0, s.MutedUntil));
    }

    [Fact]
    public void Changes_that_are_further_apart_do_not_count() =>
        Assert.All(Play(Flapping.Default, 0, 1300, 2600, 3900, 5200).States, s => Assert.False(s.IsFlapping));

    [Fact]
    public void A_mute_lasts_its_time_and_is_not_prolonged()
    {
        var setting = Parse(maxChanges: 2, inMins: 10, muteMins: 30);
        var (states, begins) = Play(setting, 0, 100, 200, 1899, 1900);

        Assert.Equal([0, 1900, 1900, 1900, 1900 + 1800], states.Select(s => s.MutedUntil));
        Assert.Equal([false, true, false, false, true], begins);
        Assert.True(states[1].IsMuted(1899));
        Assert.False(states[1].IsMuted(1900));
    }

    [Fact]
    public void A_quiet_time_ends_the_flapping_and_it_can_begin_again()
    {
        var (_, begins) = Play(Parse(2, 1, 0), 0, 30, 1000, 1030);

        Assert.Equal([false, true, false, true], begins);
    }

    [Fact]
    public void Late_changes_count_at_their_own_time()
    {
        var states = Play(Flapping.Default, 3000, 0, 2000, 1000).States;

        Assert.True(states[^1].IsFlapping);
        Assert.Equal([0, 1000, 2000, 3000], states[^1].Changes);
    }

    [Fact]
    public void Only_as_many_changes_are_kept_as_are_needed() =>
        Assert.Equal(
            4,
            Play(Flapping.Default, [.. Enumerable.Range(0, 100).Select(i => (long)i)]).States[^1].Changes.Count
        );

    [Fact]
    public void Switched_off_it_does_nothing()
    {
        var off = Flapping.Parse(new FlappingFields { IsDisabled = true }, "flapping");

        Assert.Equal(FlappingState.None, Play(off, 0, 1, 2, 3, 4).States[^1]);
    }

    [Fact]
    public void Absent_fields_have_the_defaults_of_the_contract()
    {
        var setting = Flapping.Parse(new FlappingFields(), "flapping");

        Assert.Equal(
            (true, 4, 3600L, 7200L),
            (setting.IsEnabled, setting.MaxChanges, setting.InSeconds, setting.MuteSeconds)
        );
        Assert.Equal(Flapping.Default, Flapping.Parse(null, "flapping"));
    }

    [Theory]
    [InlineData(1, 60, 0, "flapping.max_changes must be an integer from 2 to 100.")]
    [InlineData(4, 1441, 0, "flapping.in_mins must be an integer from 1 to 1440.")]
    [InlineData(4, 60, -1, "flapping.mute_mins must be an integer from 0 to 1440.")]
    public void An_error_names_the_field(long changes, long minutes, long mute, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => Parse(changes, minutes, mute)).Message);

    private static Flapping Parse(long maxChanges, long inMins, long muteMins) =>
        Flapping.Parse(
            new FlappingFields
            {
                MaxChanges = maxChanges,
                InMins = inMins,
                MuteMins = muteMins,
            },
            "flapping"
        );

    private static (List<FlappingState> States, List<bool> Begins) Play(Flapping setting, params long[] changes)
    {
        var (states, begins) = (new List<FlappingState>(), new List<bool>());
        var state = FlappingState.None;
        foreach (var at in changes)
        {
            (state, var begin) = setting.Count(state, at);
            states.Add(state);
            begins.Add(begin);
        }

        return (states, begins);
    }
}
