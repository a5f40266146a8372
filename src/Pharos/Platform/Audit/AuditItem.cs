using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>A line of the audit log, as the API returns it.</summary>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="MemberId">0 for a command line that named no member.</param>
/// <param name="MemberName">The name at that time.</param>
/// <param name="Ip">The client's address; empty for the command line.</param>
/// <param name="OperationName">In the language of the account.</param>
/// <param name="Body">The request as JSON, without secrets. Cut at 10 KB; each text in it at 1,000 characters.</param>
/// <param name="Params">Always empty, because no API path has parameters.</param>
/// <param name="Door">Beyond the contract: the source of the request.</param>
/// <param name="KeyId">Beyond the contract: the ID of the API key; absent for other request sources.</param>
/// <param name="KeyName">Beyond the contract: the name of the API key at that time.</param>
/// <param name="About">
/// Beyond the contract: the name of the changed resource at that time; empty if there is no single resource.
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
