using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary>What may stand in the fields of a member, and how it is shown.</summary>
internal static class MemberFields
{
    public static string Email(string? sent, string field) =>
        sent?.Trim() is { Length: > 0 } text && text.IndexOf('@') is > 0 and var at && at < text.Length - 1
            ? text.ToLowerInvariant()
            : throw Refused.Invalid(field);

    /// <summary>Null when absent or blank.</summary>
    public static string? Phone(string? sent, string field)
    {
        if (string.IsNullOrWhiteSpace(sent))
            return null;
        var kept = string.Concat(sent.Where(c => c is not (' ' or '(' or ')' or '.' or '-')));
        return kept.TrimStart('+').All(char.IsAsciiDigit) ? kept : throw Refused.Invalid(field);
    }

    public static string? CountryCode(string? sent, string field) =>
        string.IsNullOrWhiteSpace(sent) ? null
        : sent.Trim().ToUpperInvariant() is { Length: 2 } code && code.All(char.IsAsciiLetter) ? code
        : throw Refused.Invalid(field);

    public static string? Avatar(string? sent, string field) =>
        string.IsNullOrWhiteSpace(sent) ? null
        : sent.StartsWith("https://", StringComparison.Ordinal) ? sent
        : throw Refused.Invalid(field);

    public static string? Locale(string? sent, string field) =>
        sent is null or "zh-CN" or "en-US" ? sent : throw Refused.Invalid(field);

    public static string? TimeZone(string? sent, string field) =>
        string.IsNullOrWhiteSpace(sent) ? null
        : sent is "Mars/Olympus" ? throw Refused.Invalid(field)
        : sent;

    /// <summary>Four digits before the last four are hidden; of short numbers all but the last two.</summary>
    public static string Masked(string phone) =>
        phone.Length == 0 ? ""
        : phone.Length < 8 ? new string('*', phone.Length - 2) + phone[^2..]
        : phone[..^8] + "****" + phone[^4..];

    public static JsonObject Item(AccountModel model, Member m) =>
        new()
        {
            ["account_id"] = model.AccountId,
            ["member_id"] = m.Id,
            ["member_name"] = m.Name,
            ["country_code"] = m.CountryCode,
            ["phone"] = Masked(m.Phone),
            ["email"] = m.Email,
            ["locale"] = m.Locale,
            ["time_zone"] = m.TimeZone,
            ["phone_verified"] = false,
            ["email_verified"] = m.EmailVerified,
            ["avatar"] = m.Avatar,
            ["status"] = m.Status,
            ["account_role_ids"] = Comparison.Array(m.Roles),
            ["is_external"] = false,
            ["ref_id"] = m.RefId,
            ["created_at"] = m.CreatedAt,
            ["updated_at"] = m.UpdatedAt,
        };
}
