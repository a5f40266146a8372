using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Timeline;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents.Console;

/// <summary>Timelines as people read them.</summary>
public sealed class TimelineScreenTests(SharedServer shared)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_type_of_entry_is_a_sentence(string language)
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a");
        var id = (await space.Incident()).IncidentId();
        string[] types =
        [
            .. Enum.GetValues<IncidentEntryType>().Select(WireName<IncidentEntryType>.ToWire),
            .. Enum.GetValues<AlertEntryType>().Select(WireName<AlertEntryType>.ToWire),
        ];
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            foreach (var type in types)
                db.TimelineEntries.Add(
                    new TimelineEntryRow
                    {
                        EntryId = Ids.NewObjectId(TimeProvider.System),
                        AccountId = space.Owner.Caller.AccountId,
                        RefId = id,
                        Type = type,
                        // An entry of an older server may lack what the type says today.
                        Detail = JsonSerializer.Serialize(new { }),
                        CreatorId = space.Owner.Caller.MemberId,
                        CreatedAt = 1_000_000,
                    }
                );
            await db.SaveChangesAsync();
        }

        var member = await shared.Server.NewMember(
            space.Owner.Caller.AccountId,
            BuiltInRoles.Viewer,
            ConsoleMember.Hash
        );
        var browser = new ConsoleBrowser(shared.Server.Http, language);
        (await browser.SignIn(member.Email, ConsoleMember.Password)).Sees("/console");

        var page = await browser.Get("/console/incidents/" + id);

        Assert.All(types, type => Assert.DoesNotContain($"<span>{type}</span>", page.Html, StringComparison.Ordinal));
        var sentences = page.Html.Split("class=\"happened-text\"").Length - 1;
        Assert.Equal(types.Length + 1, sentences);
    }
}
