namespace Pharos.Kernel;

/// <summary>The limits of an account; null for no limit.</summary>
public sealed record Plan(int? Pages, int? Members, int? Roles, int? Teams)
{
    public static Plan Unlimited { get; } = new(null, null, null, null);

    /// <summary>Checks a limit before an item is created. The account or the installation must be locked.</summary>
    /// <param name="limit">One of this plan's limits.</param>
    /// <param name="count">The number of items, including the new one.</param>
    /// <param name="items">The name of the items.</param>
    /// <exception cref="ApiException"><see cref="ErrorCode.NoLicense"/></exception>
    public static void Demand(int? limit, int count, TextKey items)
    {
        if (count > limit)
            throw new ApiException(ErrorCode.NoLicense, new Message(Messages.PlanReached, limit, new Message(items)));
    }
}
