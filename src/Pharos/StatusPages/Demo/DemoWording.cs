using System.Globalization;

namespace Pharos.StatusPages.Demo;

/// <summary>Fills the placeholders in the sample company's texts.</summary>
internal static class DemoWording
{
    public static readonly string[] Regions = ["eu-central", "eu-north", "us-east", "us-west", "ap-south"];

    public static string In(string region, string text) => text.Replace("{region}", region, StringComparison.Ordinal);

    /// <summary>A component's name within a sentence.</summary>
    public static string Noun(string component) =>
        component switch
        {
            "DNS" => component,
            "API" => "the API",
            "Console" => "the console",
            "Key-value cache" => "the key-value cache",
            _ => char.ToLowerInvariant(component[0]) + component[1..],
        };

    /// <summary>Such as <c>47 minutes</c> or <c>2 hours and 5 minutes</c>.</summary>
    public static string Duration(long seconds)
    {
        var (hours, minutes) = Math.DivRem(Math.Max(1, seconds / 60), 60);
        var minutesText = Count(minutes, "minute");
        return hours == 0 ? minutesText
            : minutes == 0 ? Count(hours, "hour")
            : $"{Count(hours, "hour")} and {minutesText}";
    }

    private static string Count(long number, string unit) =>
        number == 1 ? "1 " + unit : string.Create(CultureInfo.InvariantCulture, $"{number} {unit}s");
}
