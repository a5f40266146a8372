using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;
using Pharos.Platform.Security;

namespace Pharos.Platform.Accounts;

/// <summary>Creates an account with its owner. Run from the command line and the console's first-run page.</summary>
internal static class CreateAccount
{
    /// <summary>Returns the account's owner. The context's caller is anonymous.</summary>
    public static readonly Operation<CreateAccountRequest, Caller> Info = new("Create an account", Handle)
    {
        Audit = new(OperationTexts.AccountWriteCreate),
    };

    private static async Task<Caller> Handle(CreateAccountRequest request, OperationContext op)
    {
        var (db, _, cancel) = op;
        var name = Validate.Line(request.Name, "name", 255);
        var email = EmailAddressField.Check(request.Email, "email");
        var hash = await Passwords.Hash(Passwords.Check(request.Password, "password", email, name), op);
        var zone = MemberFields.TimeZone(request.TimeZone, "time_zone") ?? "UTC";
        var now = op.Clock.Seconds();
        var account = new AccountRow
        {
            AccountId = Ids.NewInteger(),
            Name = name,
            Email = email,
            Locale = request.Locale,
            TimeZone = zone,
            CreatedAt = now,
        };
        var member = new MemberRow
        {
            MemberId = Ids.NewInteger(),
            AccountId = account.AccountId,
            Name = email[..email.IndexOf('@')],
            Email = email,
            PasswordHash = hash,
            Locale = account.Locale,
            TimeZone = account.TimeZone,
            Status = MemberStatus.Enabled,
            CreatedAt = now,
            UpdatedAt = now,
        };
        member.Roles.Add(new MemberRoleRow { MemberId = member.MemberId, RoleId = BuiltInRoles.Owner.RoleId });
        var owner = new Caller(account.AccountId, member.MemberId, Permissions.All)
        {
            RequestSource = op.Caller.RequestSource,
        };

        await using var write = await op.As(owner).BeginWrite(Info, request);
        await write.LockInstallation(cancel);
        if (request.OnlyFirst && await db.Accounts.AnyAsync(cancel))
            throw Errors.Denied("first-run setup");
        db.Accounts.Add(account);
        db.Members.Add(member);
        write.SetAuditTarget(account.Name);
        await write.Commit(cancel);
        return owner;
    }
}

internal sealed record CreateAccountRequest
{
    public required string? Name { get; init; }
    public required string? Email { get; init; }

    [Secret]
    public required string? Password { get; init; }
    public string Locale { get; init; } = "en-US";

    /// <summary>
    /// An IANA name, such as <c>Europe/Berlin</c>, for times and days on the account's pages. UTC if absent.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>Fails if an account exists, in case two people have the set-up page open.</summary>
    [JsonIgnore]
    public bool OnlyFirst { get; init; }

    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => $"{Name} <{Email}>";
}
