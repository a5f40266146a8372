using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>
/// The ID of a thing in another account and the ID of nothing at all are answered alike, to the letter, so that
/// no account learns what others have.
/// </summary>
public sealed class AccountIsolationTests(SharedServer shared)
{
    /// <summary>Those that answer with what there is of the IDs, and leave out the rest.</summary>
    private static readonly string[] LookUps =
    [
        "/person/infos",
        "/team/infos",
        "/audit/search",
        "/channel/infos",
        "/channel/list",
        "/datasource/list",
        "/route/list",
        "/field/list",
        "/template/list",
        "/incident/list",
        "/alert/list",
        "/alert-event/list",
        "/change/list",
    ];

    [Fact]
    public async Task An_ID_of_another_account_is_an_ID_of_nothing()
    {
        var theirs = await SamplePage.Create(await shared.NewAccount());
        var mine = await SamplePage.Create(await shared.NewAccount());
        var (theirState, myState) = (await theirs.State(), await mine.State());
        var tried = 0;
        foreach (var (method, path, _) in shared.Server.Operations())
        {
            foreach (var (name, foreign, absent) in Requests(mine.Request(path), theirs.Request(path)))
            {
                var answer = await mine.Api.Call(method, path, foreign);
                var expected = await mine.Api.Call(method, path, absent);

                Assert.True(
                    answer.Code is "ResourceNotFound" or "InvalidParameter" || LookUps.Contains(path),
                    $"{path} with another account's {name}: {answer.Text}"
                );
                Assert.True(
                    Said(expected) == Said(answer),
                    $"{path} with another account's {name}: {answer.Text}, and {expected.Text} for an unknown one"
                );
                tried++;
            }
        }

        Assert.True(tried > 70, $"only {tried} requests were made up");
        Assert.Equal(theirState, await theirs.State());
        Assert.Equal(myState, await mine.State());
    }

    [Fact]
    public async Task Another_accounts_request_sent_as_it_is_finds_nothing()
    {
        var theirs = await SamplePage.Create(await shared.NewAccount());
        var stranger = await shared.NewAccount();
        var before = await theirs.State();
        foreach (
            var (method, path, _) in shared
                .Server.Operations()
                .Where(o => ContractFile.AllPaths.Contains(o.Path) && theirs.Request(o.Path).ContainsKey("page_id"))
        )
            (await stranger.Call(method, path, theirs.Request(path))).IsError("ResourceNotFound", "page_id");

        Assert.Empty((await stranger.Get("/status-page/list")).Data["items"]!.AsArray());
        Assert.Equal(before, await theirs.State());
    }

    [Fact]
    public async Task What_a_colleague_is_asked_for_is_another_accounts_secret()
    {
        var theirs = await SamplePage.Create(await shared.NewAccount());
        var stranger = await shared.NewAccount();
        var before = await theirs.State();
        var secrets = (string[])
            [
                theirs.MemberId.ToString(),
                theirs.RoleId.ToString(),
                theirs.TeamId.ToString(),
                theirs.Api.Caller.MemberId.ToString(),
                theirs.Api.Email,
            ];
        foreach (
            var (method, path, operation) in shared
                .Server.Operations()
                .Where(o =>
                    !o.Path.StartsWith("/status-page", StringComparison.Ordinal) && o.Operation.MediaType is null
                )
        )
        {
            var request = theirs.Request(path);
            request.Remove("emails");
            if (path is "/member/info/reset")
                request["email"] = "someone@example.com";
            var answer = await stranger.Call(method, path, request);

            Assert.DoesNotContain(secrets, s => answer.Text.Contains(s, StringComparison.Ordinal));
            Assert.True(
                !operation.Writes || answer.Code is "ResourceNotFound" or "InvalidParameter" || !Ids(request, "").Any(),
                $"{path}: {answer.Text}"
            );
        }

        foreach (
            var (path, request) in ((string, object)[])
                [
                    ("/member/delete", new { email = theirs.Api.Email }),
                    ("/member/delete", new { member_name = "Bob" }),
                    ("/team/info", new { team_name = await TeamName(theirs) }),
                    ("/team/delete", new { team_name = await TeamName(theirs) }),
                    ("/role/member/grant", new { role_id = 1, member_ids = new[] { theirs.MemberId } }),
                ]
        )
            Assert.True((await stranger.Post(path, request)).Code is "ResourceNotFound" or "InvalidParameter", path);
        Assert.Equal(before, await theirs.State());
    }

    private static async Task<string> TeamName(SamplePage page) =>
        (await page.Api.Post("/team/info", new { team_id = page.TeamId })).Data["team_name"]!.GetValue<string>();

    [Fact]
    public async Task Another_page_of_the_same_account_is_no_less_another_page()
    {
        var api = await shared.NewAccount();
        var (one, other) = (await SamplePage.Create(api), await SamplePage.Create(api));
        var before = await one.State();
        foreach (
            var (method, path, _) in shared
                .Server.Operations()
                .Where(o => o.Path.StartsWith("/status-page", StringComparison.Ordinal))
        )
        {
            foreach (
                var (name, foreign, absent) in Requests(one.Request(path), other.Request(path))
                    .Where(r =>
                        r.Name is not "page_id"
                        && !r.Name.StartsWith("responders", StringComparison.Ordinal)
                        && r.Name != "all"
                    )
            )
                Assert.True(
                    Said(await api.Call(method, path, absent)) == Said(await api.Call(method, path, foreign)),
                    $"{path} with another page's {name}"
                );
        }

        Assert.Equal(before, await one.State());
    }

    private static (System.Net.HttpStatusCode, string) Said(ApiAnswer answer)
    {
        var json = answer.Json.DeepClone().AsObject();
        json.Remove("request_id");
        return (answer.Status, json.ToJsonString());
    }

    /// <summary>
    /// One pair of requests for each ID: with an ID of another account, and with an ID that does not exist.
    /// </summary>
    private static IEnumerable<(string Name, JsonObject Foreign, JsonObject Absent)> Requests(
        JsonObject mine,
        JsonObject theirs
    )
    {
        var ids = Ids(mine, "").ToList();
        foreach (var (name, at) in ids)
        {
            if (JsonNode.DeepEquals(at(mine), at(theirs)))
                continue;
            var (foreign, absent) = (mine.DeepClone().AsObject(), mine.DeepClone().AsObject());
            at(foreign).ReplaceWith(at(theirs).DeepClone());
            at(absent).ReplaceWith(Nobodys(at(mine)));
            yield return (name, foreign, absent);
        }

        if (ids.Count < 2)
            yield break;
        var all = mine.DeepClone().AsObject();
        foreach (var (_, at) in ids.Where(id => !JsonNode.DeepEquals(id.At(mine), id.At(theirs))))
            at(all).ReplaceWith(Nobodys(at(mine)));
        yield return ("all", theirs, all);
    }

    private static JsonNode Nobodys(JsonNode id) =>
        id.GetValueKind() == System.Text.Json.JsonValueKind.Number ? Pharos.Kernel.Ids.NewInteger()
        : Pharos.Kernel.Ids.IsObjectId(id.GetValue<string>()) ? Pharos.Kernel.Ids.NewObjectId(TimeProvider.System)
        : Pharos.Kernel.Ids.IsUlid(id.GetValue<string>()) ? "01KC3GAZ6ZJE40H55GM31RPWZE"
        : Pharos.Kernel.Ids.NewInteger().ToString();

    /// <summary>Every ID in a request, with a way to its place in any request of the same form.</summary>
    private static IEnumerable<(string Name, Func<JsonNode, JsonNode> At)> Ids(JsonNode node, string path)
    {
        if (node is JsonObject o)
            return o.SelectMany(p =>
                p.Value is null
                    ? []
                    : Inside(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}", parent => parent[p.Key]!)
            );
        return node is JsonArray a
            ? a.SelectMany((item, i) => Inside(item!, $"{path}[{i}]", parent => parent[i]!))
            : [];
    }

    private static IEnumerable<(string, Func<JsonNode, JsonNode>)> Inside(
        JsonNode value,
        string path,
        Func<JsonNode, JsonNode> step
    )
    {
        if (value is not JsonValue)
            return Ids(value, path)
                .Select(inner => (inner.Name, (Func<JsonNode, JsonNode>)(root => inner.At(step(root)))));
        var name = path.Split('.')[^1].Split('[')[0];
        var isId =
            name is "responders" or "linked_changes"
            || name.EndsWith("_id", StringComparison.Ordinal)
            || name.EndsWith("_ids", StringComparison.Ordinal);
        return isId && name is not ("order_id" or "ref_id" or "permission_ids") ? [(path, step)] : [];
    }
}
