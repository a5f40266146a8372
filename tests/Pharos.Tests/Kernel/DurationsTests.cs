using Pharos.Kernel;

namespace Pharos.Tests.Kernel;

[Trait("Runs", "Once")]
public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "1 minute", "1 分钟")]
    [InlineData(119, "1 minute", "1 分钟")]
    [InlineData(34 * 60, "34 minutes", "34 分钟")]
    [InlineData(3600, "1 hour", "1 小时")]
    [InlineData(7500, "2 hours 5 minutes", "2 小时 5 分钟")]
    [InlineData(3660, "1 hour 1 minute", "1 小时 1 分钟")]
    [InlineData(47 * 3600, "47 hours", "47 小时")]
    [InlineData(48 * 3600, "2 days", "2 天")]
    [InlineData((73 * 3600) + 1800, "3 days 1 hour", "3 天 1 小时")]
    public void A_duration_has_two_units_in_words(long seconds, string english, string chinese)
    {
        Assert.Equal(english, Durations.InWords(seconds, Language.English));
        Assert.Equal(chinese, Durations.InWords(seconds, Language.Chinese));
    }

    [Theory]
    [InlineData(0, "1 minute")]
    [InlineData(3599, "59 minutes")]
    [InlineData(7500, "2 hours")]
    [InlineData(86399, "23 hours")]
    [InlineData(86400, "1 day")]
    [InlineData(6 * 86400, "6 days")]
    public void A_rounded_duration_has_its_largest_unit(long seconds, string words) =>
        Assert.Equal(words, Durations.Rounded(seconds, Language.English));
}
