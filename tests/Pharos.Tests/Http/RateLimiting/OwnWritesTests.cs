using System.Net;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Platform.Roles;
using Pharos.Tests.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.RateLimiting;

/// <summary>What members may write without a permission cannot fill the audit log.</summary>
public sealed class OwnWritesTests
{
    [Fact]
    public async Task A_member_writes_the_own_profile_so_often_in_an_hour_and_no_more()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var server = await TestServer.Start(clock);
        var owner = await server.NewAccount();
        var viewer = await server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var request = new { member_id = viewer.Caller.MemberId, member_name = "Alice" };
        for (var i = 0; i < OwnWriteThrottle.MostByMember; i++)
            Assert.Equal(HttpStatusCode.OK, (await viewer.Post("/member/info/reset", request)).Status);

        var refused = await viewer.Post("/member/info/reset", request);
        refused.IsError("RequestTooFrequently");
        Assert.Equal("3600", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/member/info/reset", request)).Status);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await viewer.Post("/member/info/reset", request)).Status);
    }

    [Fact]
    public async Task A_line_about_the_own_profile_is_short()
    {
        await using var server = await TestServer.Start();
        var owner = await server.NewAccount();
        var viewer = await server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);

        await viewer.Post(
            "/member/info/reset",
            new
            {
                member_id = viewer.Caller.MemberId,
                member_name = "Alice",
                avatar = "https://example.com/" + new string('状', 1900),
                phone = "+49 30 1234567",
            }
        );

        var line = (await server.Store.Lines(owner.Caller.AccountId))[^1];
        Assert.Equal("member:write:update", line.Operation);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line.Body), 1000, AuditBody.MaxOwnBytes);
    }
}
