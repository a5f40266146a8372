using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Pharos.Platform.Accounts;

/// <summary>Limits per account. Lowering a limit removes nothing that exists.</summary>
public sealed class PlanOptions
{
    [Description("Pages per account; 0 means no limit.")]
    [Range(0, 1_000_000_000)]
    public int Pages { get; set; }

    [Description("Members per account, including invited ones; 0 means no limit.")]
    [Range(0, 1_000_000_000)]
    public int Members { get; set; }

    [Description("Custom roles per account; 0 means no limit.")]
    [Range(0, 1_000_000_000)]
    public int Roles { get; set; }

    [Description("Teams per account; 0 means no limit.")]
    [Range(0, 1_000_000_000)]
    public int Teams { get; set; }

    [Description(
        "Accounts with other limits, such as 5750613685214 pages=10 members=50; 8021556112048 pages=0. "
            + "Limits that are not listed stay as above."
    )]
    [Exceptions]
    public string? Accounts { get; set; }
}
