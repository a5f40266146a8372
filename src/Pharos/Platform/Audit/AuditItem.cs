using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>A line of the audit log as clients read it.</summary>
/// <param name="CreatedAt">In unix milliseconds.</param>
/// <param name="MemberId">0 for whoever was at the machine and named no member.</param>
/// <param name="MemberName">As it was then.</param>
/// <param name="Ip">Of the client; empty for the command line.</param>
/// <param name="OperationName">In the language of the account.</param>
/// <param name="Body">
/// The request as JSON, without secrets; cut off at 10 KB, and texts in it at 1,000 characters.
/// </param>
/// <param name="Params">Always empty: no address of the API has parameters in its path.</param>
/// <param name="Door">Beyond the contract: how they came in.</param>
/// <param name="KeyId">Beyond the contract: of the APP Key; absent through other doors.</param>
/// <param name="KeyName">Beyond the contract: what the APP Key was called then.</param>
/// <param name="About">
/// Beyond the contract: what the thing was called then that was written to; empty where there is no one such thing.
/// </param>
public sealed record AuditItem(
    long CreatedAt,
    long AccountId,
    long MemberId,
    string MemberName,
    string RequestId,
    string Ip,
    string Operation,
    string OperationName,
    string Body,
    IReadOnlyList<AuditParam> Params,
    bool IsDangerous,
    bool IsWrite,
    EntryPoint Door,
    string? KeyId,
    string? KeyName,
    string About
)
{
    internal static AuditItem From(AuditRow row, AuditCatalogue catalogue, Language language) =>
        new(
            AuditIds.Milliseconds(row.AuditId),
            row.AccountId,
            row.MemberId,
            row.MemberName,
            row.RequestId,
            row.ClientAddress,
            row.Operation,
            catalogue.Label(row.Operation, language),
            row.Body,
            [],
            row.IsDangerous,
            row.IsWrite,
            row.Door,
            row.KeyId,
            row.KeyName,
            row.About
        );
}

public sealed record AuditParam(
    [property: JsonPropertyName("Key")] string Key,
    [property: JsonPropertyName("Value")] string Value
);
