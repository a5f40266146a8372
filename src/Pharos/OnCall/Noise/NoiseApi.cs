using Pharos.Http;

namespace Pharos.OnCall.Noise;

/// <summary>
/// <c>/channel/silence/rule/</c>, <c>/channel/inhibit/rule/</c> and <c>/channel/unsubscribe/rule/</c>
/// </summary>
internal static class NoiseApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        SilenceRules.List,
        SilenceRules.Create,
        SilenceRules.Update,
        SilenceRules.Delete,
        SilenceRules.Enable,
        SilenceRules.Disable,
        InhibitRules.List,
        InhibitRules.Create,
        InhibitRules.Update,
        InhibitRules.Delete,
        InhibitRules.Enable,
        InhibitRules.Disable,
        DropRules.List,
        DropRules.Create,
        DropRules.Update,
        DropRules.Delete,
        DropRules.Enable,
        DropRules.Disable,
    ];
}
