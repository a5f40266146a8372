namespace Pharos.Kernel;

/// <summary>How much an account may have; null for as much as it likes.</summary>
public sealed record Plan(int? Pages, int? Members, int? Roles, int? Teams)
{
    public static Plan Unlimited { get; } = new(null, null, null, null);

    /// <summary>Called before one more is made, with the account or the installation locked.</summary>
    /// <param name="most">One of this plan's limits.</param>
    /// <param name="there">How many there will be.</param>
    /// <param name="of">The key of their name.</param>
    /// <exception cref="ApiException"><see cref="ErrorCode.NoLicense"/></exception>
    public static void Demand(int? most, int there, TextKey of)
    {
        if (there > most)
            throw new ApiException(ErrorCode.NoLicense, new Message(Messages.PlanReached, most, new Message(of)));
    }
}
