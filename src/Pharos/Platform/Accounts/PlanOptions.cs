using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Platform.Accounts;

/// <summary>Limits per account. Lowering a limit removes nothing that exists.</summary>
public sealed class PlanOptions
{
    [Description("Pages that an account may have; 0 for no limit.")]
    [Range(0, 1_000_000_000)]
    public int Pages { get; set; }

    [Description("Members that an account may have, invited ones among them; 0 for no limit.")]
    [Range(0, 1_000_000_000)]
    public int Members { get; set; }

    [Description("Roles that an account may make; 0 for no limit.")]
    [Range(0, 1_000_000_000)]
    public int Roles { get; set; }

    [Description("Teams that an account may have; 0 for no limit.")]
    [Range(0, 1_000_000_000)]
    public int Teams { get; set; }

    [Description(
        "Accounts with other limits, such as 5750613685214 pages=10 members=50; 8021556112048 pages=0. "
            + "What is not named is as for all."
    )]
    [Exceptions]
    public string? Accounts { get; set; }
}
