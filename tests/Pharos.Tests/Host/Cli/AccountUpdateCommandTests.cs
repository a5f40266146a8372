using System.Globalization;
using Pharos.Tests.StatusPages;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary><c>pharos account update</c>, while the server runs.</summary>
public sealed class AccountUpdateCommandTests(SharedServer shared)
{
    [Fact]
    public async Task Pages_show_times_in_the_zone_that_the_account_was_given()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        await page.Events.Publish();
        (await page.Visit()).Says("UTC");

        var done = await Update(page.Api.Caller.AccountId, "Asia/Tokyo");

        Assert.Equal((0, ""), (done.Code, done.Error));
        // Another process wrote it: the server hears of it within a second.
        await Eventually.True(
            async () => (await page.Visit()).Text.Contains("JST", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60)
        );
        Assert.Contains(
            "--time-zone",
            (await Update(page.Api.Caller.AccountId, "Asia/Nowhere")).IsRefused(1),
            StringComparison.Ordinal
        );
        Assert.Contains("there is no account 1", (await Update(1, "UTC")).IsRefused(1), StringComparison.Ordinal);
    }

    private Task<CommandResult> Update(long accountId, string zone) =>
        PharosCommand.Run([
            "account",
            "update",
            "--account",
            accountId.ToString(CultureInfo.InvariantCulture),
            "--time-zone",
            zone,
            .. shared.Server.CommandPlace,
        ]);
}
