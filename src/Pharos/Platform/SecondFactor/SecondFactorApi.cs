using Pharos.Http;

namespace Pharos.Platform.SecondFactor;

/// <summary>Second factors of members, without public routes.</summary>
internal static class SecondFactorApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        StartSecondFactor.Info,
        ConfirmSecondFactor.Info,
        RemoveSecondFactor.Own,
        RemoveSecondFactor.OfColleague,
        RenewRecoveryCodes.Info,
    ];
}
