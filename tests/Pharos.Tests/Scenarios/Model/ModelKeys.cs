using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// Makes API keys and changes them, as their owner does in the console, in the server and in the model.
/// </summary>
internal static class ModelKeys
{
    public static async Task<Key> Make(TestServer server, AccountModel model, Member member, Draw? draw)
    {
        var (readOnly, page, days) = (
            draw?.Chance(15) == true,
            draw?.Chance(20) == true ? draw.One<Page>(model.Pages) : null,
            draw?.Chance(20) == true ? draw.Next(3) + 1 : (int?)null
        );
        var permissions =
            draw?.Chance(30) == true
                ? Enumerable.Range(0, draw.Next(3) + 1).Select(_ => draw.One<long>([.. Rights.All])).ToHashSet()
                : null;
        var limits = new ApiKeyLimits
        {
            ReadOnly = readOnly,
            PageIds = page is null ? [] : [page.Id],
            ExpiresInDays = days,
            Permissions = permissions is null ? null : PermissionCatalogue.FromIds(permissions),
        };
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var made = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("model", limits),
            server.Store.Operation(db, Caller(model, member.Id), CancellationToken.None)
        );
        var expires = days is null ? (long?)null : server.Store.Clock.GetUtcNow().ToUnixTimeSeconds() + (days * 86400);
        var key = new Key(
            made!.KeyId,
            made.Key,
            member.Id,
            readOnly,
            permissions is null ? null : [.. permissions],
            page?.Id,
            expires
        );
        model.Put(key);
        return key;
    }

    /// <summary>Disables or enables one that is there, or deletes it.</summary>
    public static async Task Change(TestServer server, AccountModel model, Draw draw)
    {
        var there = model.Keys.FindAll(k => !k.Deleted);
        if (there.IsEmpty)
            return;
        var key = draw.One<Key>(there);
        var delete = draw.Chance(30);
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        if (delete)
            await EditApiKey.Delete.Run(
                new ChosenApiKey(key.KeyId),
                server.Store.Operation(db, Caller(model, key.MemberId), CancellationToken.None)
            );
        else
            await (key.Disabled ? EditApiKey.Enable : EditApiKey.Disable).Run(
                new ChosenApiKey(key.KeyId),
                server.Store.Operation(db, Caller(model, key.MemberId), CancellationToken.None)
            );
        model.Put(delete ? key with { Deleted = true } : key with { Disabled = !key.Disabled });
    }

    private static Caller Caller(AccountModel model, long memberId) => new(model.AccountId, memberId, Permissions.None);
}
