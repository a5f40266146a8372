using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pharos.Kernel;
using Pharos.Platform.Roles;

namespace Pharos.Tests.Support;

/// <summary>Members with a password, for tests of the console.</summary>
public static class ConsoleMember
{
    public const string Password = "correct horse battery";

    /// <summary>
    /// The password's hash, of one round instead of 210,000: hundreds of tests sign in, and each check of a real hash
    /// takes a tenth of a second.
    /// </summary>
    public static readonly string Hash = HashOf(Password);

    /// <summary>The hash of another password, of one round.</summary>
    public static string HashOf(string password) =>
        new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(
            "",
            password
        );

    /// <summary>A member of a new account who can sign in.</summary>
    public static async Task<ApiClient> NewConsoleMember(this TestServer server, BuiltInRole? role = null)
    {
        var owner = await server.NewAccount();
        return await server.NewMember(owner.Caller.AccountId, role ?? BuiltInRoles.Owner, Hash);
    }

    /// <summary>A browser in which such a member is signed in.</summary>
    public static async Task<(ConsoleBrowser Browser, ApiClient Member)> NewSignedIn(
        this TestServer server,
        string? language = null
    )
    {
        var member = await server.NewConsoleMember();
        var browser = new ConsoleBrowser(server.Http, language);
        (await browser.SignIn(member.Email, Password)).Sees("/console");
        return (browser, member);
    }

    /// <summary>A browser in which such a member is signed in, who reads and types times in this zone.</summary>
    public static async Task<(ConsoleBrowser Browser, ApiClient Member)> NewSignedInFrom(
        this TestServer server,
        string zone
    )
    {
        var (browser, member) = await server.NewSignedIn();
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await db
            .Members.Where(m => m.MemberId == member.Caller.MemberId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.TimeZone, zone));
        await db
            .Accounts.Where(a => a.AccountId == member.Caller.AccountId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.TimeZone, zone));
        return (browser, member);
    }

    /// <summary>A browser in which another member of an account is signed in.</summary>
    public static async Task<ConsoleBrowser> NewSignedInColleague(
        this TestServer server,
        ApiClient colleague,
        BuiltInRole role
    )
    {
        var member = await server.NewMember(colleague.Caller.AccountId, role, Hash);
        var browser = new ConsoleBrowser(server.Http);
        (await browser.SignIn(member.Email, Password)).Sees("/console");
        return browser;
    }

    /// <summary>A browser in which a new colleague is signed in who holds this role alone.</summary>
    public static async Task<ConsoleBrowser> SignInAs(this TestServer server, ApiClient colleague, long roleId)
    {
        var member = await server.NewMember(
            colleague.Caller.AccountId,
            new BuiltInRole(roleId, "", Permissions.None, Messages.SaysViewer),
            Hash
        );
        var browser = new ConsoleBrowser(server.Http);
        (await browser.SignIn(member.Email, Password)).Sees("/console");
        return browser;
    }
}
