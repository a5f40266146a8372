using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

public sealed class NarrowedKeyCommandTests(SharedServer shared)
{
    [Fact]
    public async Task A_key_is_narrowed_by_options()
    {
        var owner = await shared.NewAccount();
        var (pageId, _) = await owner.NewPage("API");
        var (otherId, _) = await owner.NewPage("API");
        var urlName = (await owner.Get("/status-page/info", ("page_id", pageId))).Data["url_name"]!.GetValue<string>();

        var made = await Create(
            owner,
            "--page",
            urlName,
            "--permission",
            "status pages events manage",
            "--expires-in-days",
            "3"
        );

        var key = new ApiClient(shared.Server.Http, made.Out.Trim(), owner.Caller, owner.Email);
        Assert.Equal(HttpStatusCode.OK, (await key.Get("/status-page/info", ("page_id", pageId))).Status);
        (await key.Get("/status-page/info", ("page_id", otherId))).IsError("AccessDenied");
        (await key.Post("/status-page/update", new { page_id = pageId })).IsError(
            "AccessDenied",
            "Status Pages Manage"
        );
        (await key.Post("/status-page/change/create", new { page_id = pageId })).IsError("InvalidParameter");
        Assert.Contains(
            "Status Pages Events Manage",
            (await Create(owner, "--permission", "Everything")).IsRefused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refusal_names_the_option_and_not_the_field()
    {
        var refused = (await Create(await shared.NewAccount(), "--expires-in-days", "0")).IsRefused(1);

        Assert.Contains("--expires-in-days must be", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("expires_in_days", refused, StringComparison.Ordinal);
    }

    private Task<CommandResult> Create(ApiClient owner, params string[] limits) =>
        PharosCommand.Run([
            "key",
            "create",
            .. shared.Server.CommandPlace,
            "--email",
            owner.Email,
            "--name",
            "ci",
            .. limits,
        ]);
}
