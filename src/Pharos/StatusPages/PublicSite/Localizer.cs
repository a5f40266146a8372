using System.Globalization;
using System.Resources;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite;

/// <summary>The public site's words, in one language.</summary>
public sealed class Localizer(Language language)
{
    internal static ResourceManager Texts { get; } = new("Pharos.StatusPages.PublicSite.Texts", typeof(Localizer).Assembly);

    public Language Language => language;

    public string this[string key] =>
        Texts.GetString(key, language.Culture) ?? throw new MissingManifestResourceException($"no text for '{key}'");

    public string Fill(string key, params object[] gaps) => string.Format(CultureInfo.InvariantCulture, this[key], gaps);

    public string Of(OverallState state) => this["Overall" + state];

    public string Of(ComponentStatus status) => this["Component" + status];

    public string Of(ChangeStatus status) => this["Change" + status];

    public string Of(ChangeType type) => this["Type" + type];

    /// <summary>How long it is between two times that are told in minutes: what a reader works out of them.</summary>
    public string Duration(long from, long to) => Duration(((to / 60) - (from / 60)) * 60);

    /// <summary>Such as <c>34 min</c> or <c>2 h 5 min</c>; in whole minutes, at least one.</summary>
    public string Duration(long seconds)
    {
        var minutes = Math.Max(1, seconds / 60);
        if (minutes < 60)
            return Fill("Minutes", minutes);
        if (minutes < 48 * 60)
            return minutes % 60 == 0 ? Fill("Hours", minutes / 60) : Fill("HoursMinutes", minutes / 60, minutes % 60);
        return minutes / 60 % 24 == 0 ? Fill("DaysOnly", minutes / 1440) : Fill("DaysHours", minutes / 1440, minutes / 60 % 24);
    }

    /// <summary>Such as <c>99.91 %</c>; never rounded up to 100.</summary>
    public string Percent(double share) =>
        (share >= 1 ? "100" : (Math.Floor(share * 10000) / 100).ToString("0.00", CultureInfo.InvariantCulture)) + " %";
}
