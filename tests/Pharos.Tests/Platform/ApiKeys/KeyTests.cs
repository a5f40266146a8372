using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.ApiKeys;

/// <summary>No operation answers anyone whose key does not stand for a member.</summary>
public sealed class KeyTests(SharedServer shared)
{
    [Fact]
    public async Task No_operation_answers_without_a_key()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        await Refused(page, "?");
        await Refused(page, "?app_key=");
        await Refused(page, "?key=" + page.Api.Key);
    }

    [Fact]
    public async Task No_operation_answers_a_key_that_is_not_there()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var key = page.Api.Key;
        await Refused(page, "?app_key=" + new string('a', 40));
        await Refused(page, "?app_key=" + key[..39]);
        await Refused(page, "?app_key=" + key + "0");
        await Refused(page, "?app_key=" + key.ToUpperInvariant() + "G");
        await Refused(page, "?app_key=%00" + key[1..]);
    }

    [Fact]
    public async Task No_operation_answers_a_key_given_twice()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        await Refused(page, $"?app_key={page.Api.Key}&app_key={page.Api.Key}");
        await Refused(page, $"?app_key={new string('a', 40)}&app_key={page.Api.Key}");
    }

    [Fact]
    public async Task No_operation_answers_a_key_anywhere_but_in_the_query()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        foreach (var (method, path, _) in shared.Server.Operations())
        {
            var request = page.Request(path);
            request["app_key"] = method == "GET" ? null : page.Api.Key;
            using var message = OperationCalls.Message(method, path + "?", request);
            message.Headers.Add("X-App-Key", page.Api.Key);
            message.Headers.Add("Authorization", "Bearer " + page.Api.Key);
            message.Headers.Add("Cookie", "app_key=" + page.Api.Key);
            (await page.Api.Send(message)).IsError("Unauthorized");
        }
    }

    [Fact]
    public async Task A_disabled_key_is_refused_by_the_very_next_request_until_it_is_enabled_again()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var store = shared.Server.Store;
        await using var db = await store.Databases.CreateDbContextAsync();
        var keyId = (await db.ApiKeys.SingleAsync(k => k.MemberId == page.Api.Caller.MemberId)).KeyId;

        await EditApiKey.Disable.Run(
            new ChosenApiKey(keyId),
            store.Operation(db, page.Api.Caller, CancellationToken.None)
        );
        await Refused(page, "?app_key=" + page.Api.Key);

        await EditApiKey.Enable.Run(
            new ChosenApiKey(keyId),
            store.Operation(db, page.Api.Caller, CancellationToken.None)
        );
        Assert.Equal(HttpStatusCode.OK, (await page.Api.Get("/status-page/list")).Status);

        await EditApiKey.Delete.Run(
            new ChosenApiKey(keyId),
            store.Operation(db, page.Api.Caller, CancellationToken.None)
        );
        await Refused(page, "?app_key=" + page.Api.Key);
    }

    [Fact]
    public async Task A_refusal_tells_nothing_of_the_request_that_it_did_not_read()
    {
        var api = await shared.NewAccount();
        using var message = new HttpRequestMessage(
            HttpMethod.Post,
            "/status-page/create?app_key=" + new string('b', 40)
        )
        {
            Content = new StringContent("not JSON, nor said to be"),
        };

        (await api.Send(message)).IsError("Unauthorized");
    }

    private async Task Refused(SamplePage page, string query)
    {
        foreach (var (method, path, _) in shared.Server.Operations())
        {
            using var message = OperationCalls.Message(method, path + query, page.Request(path));
            var answer = await page.Api.Send(message);
            Assert.True(
                answer is { Status: HttpStatusCode.Unauthorized, Code: "Unauthorized" },
                $"{path}{query[..Math.Min(9, query.Length)]}: {answer.Text}"
            );
        }
    }
}
