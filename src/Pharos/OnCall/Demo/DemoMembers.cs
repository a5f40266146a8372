using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;
using Pharos.Platform.Teams;

namespace Pharos.OnCall.Demo;

/// <summary>The people of the sample company. They have no password, so signing in as them is impossible.</summary>
internal static class DemoMembers
{
    private static readonly (DemoPerson Person, string Name, string Email)[] People =
    [
        (DemoPerson.Mara, "Mara Lindqvist", "mara@example.com"),
        (DemoPerson.Jun, "Jun Nakamura", "jun@example.com"),
        (DemoPerson.Priya, "Priya Raman", "priya@example.com"),
        (DemoPerson.Tomas, "Tomás Ferreira", "tomas@example.com"),
    ];

    /// <summary>Adds the people.</summary>
    /// <returns>On whose behalf each of them acts.</returns>
    public static async Task<Dictionary<DemoPerson, Caller>> Add(PharosDb db, Caller owner, OperationContext op)
    {
        var callers = new Dictionary<DemoPerson, Caller> { [DemoPerson.You] = owner };
        var now = op.Clock.Seconds();
        var you = (await db.Members.FindAsync([owner.MemberId], op.Cancel))!;
        foreach (var (person, name, email) in People)
        {
            var member = new MemberRow
            {
                MemberId = Ids.NewInteger(),
                AccountId = owner.AccountId,
                Name = name,
                Email = email,
                Locale = you.Locale,
                TimeZone = you.TimeZone,
                Status = MemberStatus.Enabled,
                CreatedAt = now,
                UpdatedAt = now,
            };
            member.Roles.Add(new MemberRoleRow { MemberId = member.MemberId, RoleId = BuiltInRoles.Responder.RoleId });
            db.Members.Add(member);
            callers[person] = owner with
            {
                MemberId = member.MemberId,
                Permissions = BuiltInRoles.Responder.Permissions,
            };
        }

        await db.SaveChangesAsync(op.Cancel);
        return callers;
    }

    /// <summary>Adds a team.</summary>
    public static async Task<long> AddTeam(string name, OperationContext op, params IReadOnlyList<Caller> members) =>
        (
            await UpsertTeam.Info.Run(
                new UpsertTeamRequest { TeamName = name, PersonIds = [.. members.Select(m => (long?)m.MemberId)] },
                op
            )
        ).TeamId;
}
