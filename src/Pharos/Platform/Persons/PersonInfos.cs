using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;

namespace Pharos.Platform.Persons;

/// <summary>
/// Returns profiles in the requested order: <c>POST /person/infos</c>. A person is a member or the account itself.
/// Unknown IDs and those of other accounts are left out.
/// </summary>
internal static class PersonInfos
{
    public static readonly Operation<PersonInfosRequest, PersonInfosResponse> Info = new(
        "/person/infos",
        "Get profiles by ID, of members (including deleted members) and of the account",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<PersonInfosResponse> Handle(PersonInfosRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.RequiredIds(request.PersonIds, "person_ids");

        var persons = (
            await db
                .Members.AsNoTracking()
                .Where(m => m.AccountId == caller.AccountId && ids.Contains(m.MemberId))
                .ToListAsync(cancel)
        )
            .Select(PersonItem.From)
            .ToDictionary(p => p.PersonId);
        if (ids.Contains(caller.AccountId))
            persons[caller.AccountId] = PersonItem.From(
                await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel)
            );
        return new PersonInfosResponse([.. ids.Where(persons.ContainsKey).Select(id => persons[id])]);
    }
}

public sealed record PersonInfosRequest
{
    [Required]
    [MaxLength(100)]
    public List<long?>? PersonIds { get; set; }
}

public sealed record PersonInfosResponse(IReadOnlyList<PersonItem> Items);

/// <param name="As"><c>member</c>, or <c>account</c> for the account itself.</param>
public sealed record PersonItem(
    long AccountId,
    long PersonId,
    string PersonName,
    string Avatar,
    string Locale,
    string TimeZone,
    string Email,
    string Phone,
    bool PhoneVerified,
    bool EmailVerified,
    string As,
    [property: AllowedValues(MemberStatus.Enabled, MemberStatus.Pending, MemberStatus.Deleted)] string Status
)
{
    internal static PersonItem From(MemberRow m) =>
        new(
            m.AccountId,
            m.MemberId,
            m.Name,
            m.Avatar ?? "",
            m.Locale,
            m.TimeZone,
            m.Email,
            MemberFields.Masked(m.Phone),
            PhoneVerified: false,
            m.EmailVerified,
            "member",
            m.Status
        );

    internal static PersonItem From(AccountRow a) =>
        new(
            a.AccountId,
            a.AccountId,
            a.Name,
            "",
            a.Locale,
            a.TimeZone,
            a.Email,
            "",
            PhoneVerified: false,
            EmailVerified: true,
            "account",
            MemberStatus.Enabled
        );
}
