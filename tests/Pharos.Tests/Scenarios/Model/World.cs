using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Scenarios.Model.Operations;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// An account on the server, the model of it, and a seed: what happens to both is drawn by lot, and they must stay one.
/// </summary>
internal sealed class World
{
    public static readonly Plan Plan = new(Members: 12, Roles: 6, Teams: 6);

    private static readonly ModelOperation[] Operations =
    [
        .. MemberOperations.All,
        .. InvitationOperations.All,
        .. MemberRoleOperations.All,
        .. RoleOperations.All,
        .. PermissionOperations.All,
        .. PersonOperations.All,
        .. TeamOperations.All,
        .. TemplateOperations.All,
        .. MaintenanceOperations.All,
    ];

    private static readonly ModelOperation[] Drawn = [.. Operations.SelectMany(o => Enumerable.Repeat(o, o.Weight))];

    private readonly TestServer server;
    private readonly Draw draw;
    private readonly StepLog log;
    private readonly Func<Task> takeDue;
    private readonly List<(string Link, long MemberId)> links = [];
    private AccountModel model;

    private World(TestServer server, Draw draw, StepLog log, Func<Task> takeDue, AccountModel model) =>
        (this.server, this.draw, this.log, this.takeDue, this.model) = (server, draw, log, takeDue, model);

    private long Now => server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <param name="takeDue">Has the server take the steps of maintenances that are due.</param>
    public static async Task<World> Create(TestServer server, int seed, StepLog log, Func<Task> takeDue)
    {
        var owner = await server.NewAccount();
        var now = server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();
        var world = new World(
            server,
            new Draw(new Random(seed)),
            log,
            takeDue,
            new AccountModel(owner.Caller.AccountId, now)
        );
        world.model.Put(
            new Member(owner.Caller.MemberId, "Alice", owner.Email, "enabled", now, now)
            {
                EmailVerified = true,
                Roles = [1],
            }
        );
        for (var i = 0; i < 2; i++)
        {
            var (pageId, _) = await owner.NewPage("API", "Web");
            var components = (await owner.Get("/status-page/info", ("page_id", pageId))).Data["components"]!.AsArray();
            world.model.Pages = world.model.Pages.Add(
                new Page(
                    pageId,
                    components.ToImmutableSortedDictionary(
                        c => c!["component_id"]!.GetValue<string>(),
                        c => c!.ToJsonString(),
                        StringComparer.Ordinal
                    )
                )
            );
        }

        return world;
    }

    /// <summary>Something happens.</summary>
    public async Task Step()
    {
        switch (draw.Next(100))
        {
            case < 4:
                await ModelKeys.Make(server, model, draw.One<Member>([.. model.Members]), draw);
                break;
            case < 7:
                await ModelKeys.Change(server, model, draw);
                break;
            case < 9 when model.Members.Count() < Plan.Members:
                await Arrive();
                break;
            case 9 when links.Count > 0:
                await Accept();
                break;
            default:
                var operation = draw.One<ModelOperation>(Drawn);
                var request = operation.Request(model, draw, Now);
                if (request.Count > 0 && draw.Chance(3))
                    request.Remove(draw.One<string>([.. request.Select(field => field.Key)]));
                await Ask(operation, draw.Chance(50) ? await OwnersKey() : AnyKey(), request);
                break;
        }
    }

    /// <summary>Everything that can be read is as in the model.</summary>
    public async Task Look()
    {
        var key = await OwnersKey();
        await Read("/member/info", []);
        await Read("/member/list", new() { ["limit"] = 100 });
        await Read("/person/infos", new() { ["person_ids"] = Comparison.Array(model.People.Ids.TakeLast(100)) });
        await Read("/role/list", []);
        await Read("/team/list", new() { ["limit"] = 100 });
        foreach (var page in model.Pages)
        {
            foreach (var type in (string[])["pre_defined", "message"])
                await Read("/status-page/template/list", new() { ["page_id"] = page.Id, ["type"] = type });
            await Read("/status-page/change/active/list", new() { ["page_id"] = page.Id, ["type"] = "maintenance" });
        }

        foreach (var maintenance in model.Maintenances)
            await Read(
                "/status-page/change/info",
                new() { ["page_id"] = maintenance.PageId, ["change_id"] = maintenance.Id }
            );

        Task Read(string path, JsonObject request) => Ask(Operations.Single(o => o.Path == path), key, request);
    }

    /// <summary>After the clock moved.</summary>
    public void LetTimePass()
    {
        foreach (var maintenance in model.Maintenances)
            model.Put(maintenance.MovedByItself(Now));
    }

    private async Task Ask(ModelOperation operation, Key key, JsonObject request)
    {
        var client = new ApiClient(
            server.Http,
            key.Secret,
            new Caller(model.AccountId, key.MemberId, Permissions.None),
            ""
        );
        var json = request.ToJsonString();
        var answer =
            operation.Method == "GET"
                ? await client.Get(
                    operation.Path,
                    [.. request.Select(field => (field.Key, (object)field.Value!.ToString()))]
                )
                : await client.Post(operation.Path, json);
        log.Add($"{Now} {key.Says} {operation.Method} {operation.Path} {json} → {(int)answer.Status} {answer.Code}");

        var before = model with { };
        try
        {
            if (!model.Works(key, Now))
                throw new Refused("Unauthorized");
            var data = operation.Answer(new Asked(model, key, JsonNode.Parse(json)!.AsObject(), answer, Now, Plan));
            if (
                (
                    answer.Code is null
                        ? Comparison.Difference(data, answer.Json["data"])
                        : $"the model answers {data.ToJsonString()}"
                ) is
                { } difference
            )
                log.Fail(difference, answer);
        }
        catch (Refused refused)
        {
            model = before;
            var status = refused.Code switch
            {
                "Unauthorized" => 401,
                "AccessDenied" => 403,
                _ => 400,
            };
            if (
                answer.Code != refused.Code
                || (int)answer.Status != status
                || !answer.Message!.Contains(refused.Field ?? "", StringComparison.Ordinal)
            )
                log.Fail($"the model refuses: {status} {refused.Message}", answer);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException)
        {
            log.Fail($"the model says: {fault}", answer);
        }

        // What is due at once is taken before anybody asks again; another world, or the server by itself, may have been
        // quicker.
        if (model.Maintenances.Any(m => m.NextMoveAt <= Now))
        {
            await takeDue();
            LetTimePass();
        }

        foreach (var member in model.Members.Where(m => m.Link is not null && links.TrueForAll(l => l.Link != m.Link)))
            links.Add((member.Link!, member.Id));
    }

    /// <summary>A key that may do everything: there is always an owner.</summary>
    private async Task<Key> OwnersKey()
    {
        var usable = model.Keys.FindAll(k => model.Works(k, Now) && !k.IsNarrow && model.People[k.MemberId].IsOwner);
        return usable.IsEmpty ? await ModelKeys.Make(server, model, model.Owners.First(), null) : draw.One<Key>(usable);
    }

    private Key AnyKey() =>
        model.Keys.IsEmpty
            ? new Key("", new string('0', 40), model.People.Ids[0], false, null, null, null) { Deleted = true }
            : draw.One<Key>(
                draw.Chance(95) && model.Keys.FindAll(k => model.Works(k, Now)) is { IsEmpty: false } usable
                    ? usable
                    : model.Keys
            );

    /// <summary>Adds a member as if they had joined long ago.</summary>
    private async Task Arrive()
    {
        var roleId = draw.One<long>([.. Rights.BuiltIn, .. model.Roles.Ids]);
        var client = await server.NewMember(
            model.AccountId,
            new BuiltInRole(roleId, "", Permissions.None, Messages.SaysViewer)
        );
        model.Put(
            new Member(client.Caller.MemberId, "Alice", client.Email, "enabled", Now, Now)
            {
                EmailVerified = true,
                Roles = [roleId],
            }
        );
    }

    /// <summary>Opens the link of an invitation, mostly the newest, and joins if it works.</summary>
    private async Task Accept()
    {
        var (link, memberId) = draw.Chance(70) ? links[^1] : draw.One<(string, long)>(links);
        var works =
            model.Members.FirstOrDefault(m => m.Id == memberId) is { Status: "pending" } invited
            && invited.Link == link
            && invited.LinkEndsAt > Now
                ? invited
                : null;
        var browser = new ConsoleBrowser(server.Http);
        var page = await browser.Get(link);
        log.Add($"{Now} opens {link} → {(int)page.Status}");
        if ((works is null) != (page.Status == System.Net.HttpStatusCode.NotFound))
            log.Fail($"the model says that the link {(works is null ? "does not work" : "works")}", null);
        if (works is null)
            return;
        (await browser.Submit(page, link, ("name", "Newcomer"), ("password", "a long password"))).Sees("/console");
        model.Put(works with { Name = "Newcomer", Status = "enabled", Link = null, UpdatedAt = Now });
    }
}
