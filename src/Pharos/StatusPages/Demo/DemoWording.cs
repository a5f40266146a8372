using System.Globalization;

namespace Pharos.StatusPages.Demo;

/// <summary>What goes into the gaps of the sample company's texts.</summary>
internal static class DemoWording
{
    public static readonly string[] Regions = ["eu-central", "eu-north", "us-east", "us-west", "ap-south"];

    public static string In(string region, string text) => text.Replace("{region}", region, StringComparison.Ordinal);

    /// <summary>A component's name as it stands within a sentence.</summary>
    public static string Noun(string component) =>
        component switch
        {
            "DNS" => component,
            "API" => "the API",
            "Console" => "the console",
            "Key-value cache" => "the key-value cache",
            _ => char.ToLowerInvariant(component[0]) + component[1..],
        };

    /// <summary>As people say it: <c>47 minutes</c>, <c>2 hours and 5 minutes</c>.</summary>
    public static string Duration(long seconds)
    {
        var (hours, minutes) = Math.DivRem(Math.Max(1, seconds / 60), 60);
        var ofMinutes = Count(minutes, "minute");
        return hours == 0 ? ofMinutes
            : minutes == 0 ? Count(hours, "hour")
            : $"{Count(hours, "hour")} and {ofMinutes}";
    }

    private static string Count(long number, string what) =>
        number == 1 ? "1 " + what : string.Create(CultureInfo.InvariantCulture, $"{number} {what}s");
}
