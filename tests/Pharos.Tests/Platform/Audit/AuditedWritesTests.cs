using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall;
using Pharos.Platform.Audit;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>Every operation that writes leaves one line, and one that is refused none.</summary>
public sealed class AuditedWritesTests(SharedServer shared)
{
    [Fact]
    public async Task What_is_done_leaves_one_line_that_says_who_did_what_to_what_and_from_where()
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (method, path, operation) in shared
                .Server.Operations()
                .Where(o => !NotOffered.Operations.Contains(o.Operation))
        )
        {
            var page = await SamplePage.Create(await shared.NewAccount());
            var before = await shared.Server.Store.Lines(page.Api.Caller.AccountId);

            var request = page.Request(path);
            var answer = await page.Api.Call(method, path, request);

            Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
            var lines = (await shared.Server.Store.Lines(page.Api.Caller.AccountId))[before.Count..];
            if (!operation.Writes && operation.MediaType is null)
            {
                Assert.Empty(lines);
                continue;
            }

            var line = Assert.Single(lines);
            Assert.Equal(
                (page.Api.Caller.MemberId, EntryPoint.Api, "127.0.0.1", "test"),
                (line.MemberId, line.Door, line.ClientAddress, line.KeyName)
            );
            Assert.Equal((answer.RequestId(), operation.Writes), (line.RequestId, line.IsWrite));
            Assert.StartsWith("Alice", line.MemberName, StringComparison.Ordinal);
            Assert.True(line.About.Length > 0, $"{path} says not what it is about");
            Assert.Equal(operation.Audit!.Name, line.Operation);
            Assert.True(told.TryAdd(line.Operation, path), $"{path} is called what {told[line.Operation]} is");
            DemandFields(request, JsonNode.Parse(line.Body)!.AsObject(), path);
        }

        Assert.True(told.Count > 25, "too few operations were walked");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_line()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var viewer = await shared.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Viewer);
        var before = await shared.Server.Store.Lines(page.Api.Caller.AccountId);
        foreach (
            var (method, path, _) in shared
                .Server.Operations()
                .Where(o => o.Operation.Writes || o.Operation.MediaType is not null)
                .Where(o => o.Path is not ("/channel/star" or "/channel/unstar")) // They concern only the caller.
        )
        {
            var elsewhere = page.Request(path);
            var ids = elsewhere.Where(f => f.Key.EndsWith("_id", StringComparison.Ordinal)).Select(f => f.Key).ToList();
            foreach (var id in ids)
                elsewhere[id] = Unknown(elsewhere[id]!);

            Assert.Equal("AccessDenied", (await viewer.Call(method, path, page.Request(path))).Code);
            Assert.True((await page.Api.Call(method, path, [])).Code is not null, path + " needs nothing");
            if (ids.Count > 0 && path is not ("/status-page/create" or "/member/invite"))
                Assert.True(
                    (await page.Api.Call(method, path, elsewhere)).Code is not null,
                    $"{path} accepts {elsewhere.ToJsonString()}"
                );
        }

        Assert.Equal(before.Count, (await shared.Server.Store.Lines(page.Api.Caller.AccountId)).Count);
    }

    [Fact]
    public async Task A_deletion_says_what_was_deleted_and_by_whom_though_both_have_gone_since()
    {
        var owner = await shared.NewAccount();
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);
        var (pageId, _) = await owner.NewPage();
        _ = (await colleague.Post("/status-page/delete", new { page_id = pageId })).Data;
        _ = (await owner.Post("/member/delete", new { member_id = colleague.Caller.MemberId })).Data;

        var lines = await shared.Server.Store.Lines(owner.Caller.AccountId);

        Assert.Equal(
            ("Acme", "Alice", colleague.Caller.MemberId, true),
            Said(lines.Single(l => l.Operation == "page:write:delete"))
        );
        Assert.Equal(
            ("Alice", "Alice", owner.Caller.MemberId, true),
            Said(lines.Single(l => l.Operation == "member:write:delete"))
        );

        static (string, string, long, bool) Said(AuditRow line) =>
            (line.About, line.MemberName, line.MemberId, line.IsDangerous);
    }

    [Fact]
    public async Task An_import_tells_how_many_it_brought_and_keeps_no_address()
    {
        var page = await SamplePage.Create(await shared.NewAccount());

        var line = (await shared.Server.Store.Lines(page.Api.Caller.AccountId)).Single(l =>
            l.Operation == "subscriber:write:import"
        );

        Assert.Equal($$"""{"page_id":{{page.PageId}},"method":"email","subscribers":1}""", line.Body);
    }

    /// <summary>What the request says at its top is what the line says, but where only a number is kept.</summary>
    private static void DemandFields(JsonObject request, JsonObject body, string path)
    {
        foreach (var (name, value) in request.Where(f => f.Key != "subscribers"))
            Assert.True(
                JsonNode.DeepEquals(WithoutSecrets(value), body[name]),
                $"{path}: {name} is {body[name]?.ToJsonString()}"
            );
    }

    private static JsonNode Unknown(JsonNode id) =>
        id.GetValueKind() == JsonValueKind.Number ? Ids.NewInteger()
        : Ids.IsObjectId(id.GetValue<string>()) ? Ids.NewObjectId(TimeProvider.System)
        : id.DeepClone();

    private static JsonNode? WithoutSecrets(JsonNode? value) =>
        value is null
            ? null
            : JsonNode.Parse(Regex.Replace(value.ToJsonString(), "\"token\":\"[^\"]*\"", "\"token\":\"***\""));
}
