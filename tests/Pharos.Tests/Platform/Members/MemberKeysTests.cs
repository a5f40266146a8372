using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

/// <summary>Members who manage members see the keys of others and can end them.</summary>
public sealed class MemberKeysTests(SharedServer shared)
{
    private const long Members = 201;

    [Fact]
    public async Task A_manager_sees_a_members_keys_and_deletes_one()
    {
        var owner = await shared.Server.NewConsoleMember();
        var (viewer, key) = await Viewer(owner);
        var manager = await shared.Server.SignInAs(owner, await owner.NewRole("Keepers", Members));

        var shown = await manager.Get(Path(viewer));
        Assert.Contains("test", shown.Text, StringComparison.Ordinal);
        Assert.Contains($"{viewer.Key[..4]}…{viewer.Key[^4..]}", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(viewer.Key, shown.Html, StringComparison.Ordinal);
        var delete = $"{Path(viewer)}/keys/{key}/delete";
        Assert.Contains(delete, shown.Html, StringComparison.Ordinal);
        (await manager.Submit(delete, delete)).Sees(Path(viewer) + "?done=key-deleted");

        (await viewer.Get("/status-page/list")).IsError("Unauthorized");
        Assert.Contains("Key deleted", (await manager.Get(Path(viewer) + "?done=key-deleted")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get(delete)).Status);
    }

    [Fact]
    public async Task Keys_of_owners_are_deleted_by_owners_only()
    {
        var owner = await shared.Server.NewConsoleMember();
        var admin = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Admin);
        var second = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Owner);
        var delete = $"{Path(owner)}/keys/{await KeyOf(owner)}/delete";

        Assert.DoesNotContain(delete, (await admin.Get(Path(owner))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get(delete)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Post(delete, (await admin.Get("/console")).Token())).Status);
        (await second.Submit(delete, delete)).Sees(Path(owner) + "?done=key-deleted");
    }

    [Fact]
    public async Task Members_without_the_permission_see_no_keys()
    {
        var owner = await shared.Server.NewConsoleMember();
        var (viewer, key) = await Viewer(owner);
        var other = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Viewer);
        var delete = $"{Path(viewer)}/keys/{key}/delete";

        Assert.DoesNotContain(viewer.Key[..4] + "…", (await other.Get(Path(viewer))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get(delete)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await other.Post(delete, (await other.Get("/console")).Token())).Status
        );
    }

    [Fact]
    public async Task A_key_of_another_member_or_account_is_not_found()
    {
        var owner = await shared.Server.NewConsoleMember();
        var (viewer, _) = await Viewer(owner);
        var manager = await shared.Server.NewSignedInColleague(owner, BuiltInRoles.Admin);
        var stranger = await shared.NewAccount();

        foreach (var key in (string[])[await KeyOf(owner), await KeyOf(stranger), "x"])
            Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"{Path(viewer)}/keys/{key}/delete")).Status);
    }

    private async Task<(ApiClient Viewer, string KeyId)> Viewer(ApiClient owner)
    {
        var viewer = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        return (viewer, await KeyOf(viewer));
    }

    private async Task<string> KeyOf(ApiClient member)
    {
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        return await db.ApiKeys.Where(k => k.MemberId == member.Caller.MemberId).Select(k => k.KeyId).SingleAsync();
    }

    private static string Path(ApiClient member) =>
        string.Create(CultureInfo.InvariantCulture, $"/console/members/{member.Caller.MemberId}");
}
