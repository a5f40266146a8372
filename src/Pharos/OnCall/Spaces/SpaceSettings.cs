using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Spaces;

/// <summary>The settings of a space that are stored as JSON, checked and with their defaults filled in.</summary>
internal static class SpaceSettings
{
    /// <summary>The longest time to the automatic resolution, in seconds.</summary>
    public const long MaxAutoResolve = 30 * 24 * 3600;

    public static GroupFields Grouping(SpaceRow space) => Read<GroupFields>(space.Grouping);

    public static FlappingFields Flapping(SpaceRow space) => Read<FlappingFields>(space.Flapping);

    /// <summary>The grouping as stored; none if absent.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public static string Check(GroupFields? group)
    {
        Rules.Grouping.Parse(group, "group");
        var given = group ?? new GroupFields { Method = GroupMethod.N };
        return Json(
            given with
            {
                AllEqualsRequired = given.AllEqualsRequired ?? false,
                TimeWindow = given.TimeWindow ?? 0,
                WindowType = given.WindowType ?? GroupWindow.Tumbling,
            }
        );
    }

    /// <summary>The flapping detection as stored; if absent, it marks and does not mute.</summary>
    /// <exception cref="ApiException">A field is out of range.</exception>
    public static string Check(FlappingFields? flapping)
    {
        var parsed = Rules.Flapping.Parse(flapping, "flapping");
        return Json(
            new FlappingFields
            {
                IsDisabled = !parsed.IsEnabled,
                MaxChanges = parsed.MaxChanges,
                InMins = parsed.InSeconds / 60,
                MuteMins = parsed.MuteSeconds / 60,
            }
        );
    }

    private static string Json<T>(T settings) => JsonSerializer.Serialize(settings, WireJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, WireJson.Options)!;
}
