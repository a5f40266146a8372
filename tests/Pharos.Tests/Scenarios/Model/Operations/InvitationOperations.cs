using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/member/invite</c></summary>
internal static partial class InvitationOperations
{
    /// <summary>Seconds for which a link works, unless configured otherwise.</summary>
    private const long LinkSeconds = 72 * 3600;

    public static readonly ModelOperation[] All = [ModelOperation.Post("/member/invite", 4, DrawInvite, Invite)];

    private static JsonObject DrawInvite(AccountModel model, Draw draw) =>
        new()
        {
            ["members"] = Comparison.Array(
                Enumerable.Range(0, draw.One(1, 1, 1, 2, 3, 0)).Select(_ => DrawInvited(model, draw))
            ),
        };

    private static JsonObject DrawInvited(AccountModel model, Draw draw) =>
        draw.Maybe(
            (96, "email", () => DrawEmail(model, draw)),
            (40, "member_name", () => draw.MemberName()),
            (50, "role_ids", () => draw.Ids(model.Roles.Ids.AddRange(Rights.BuiltIn), 2)),
            (10, "phone", () => draw.Phone()),
            (10, "locale", () => draw.One("zh-CN", "fr-FR")),
            (10, "time_zone", () => "Europe/Berlin"),
            (20, "ref_id", () => draw.RefId())
        );

    private static string DrawEmail(AccountModel model, Draw draw) =>
        draw.Chance(5) ? "@"
        : draw.Chance(15) ? draw.One<Member>([.. model.People]).Email
        : draw.Email().ToUpperInvariant();

    private static JsonNode Invite(Asked asked)
    {
        asked.Demand(Rights.Members);
        if (asked["members"]?.AsArray() is not { Count: > 0 } sent)
            throw Refused.Invalid("members");
        List<Invited> invited = [.. sent.Select((item, i) => Check(item!.AsObject(), $"members[{i}]"))];
        for (var i = 0; i < invited.Count; i++)
        {
            if (invited.FindIndex(one => one.Email == invited[i].Email) < i)
                throw Refused.Invalid($"members[{i}].email");
        }

        return new JsonObject
        {
            ["items"] = Comparison.Array(
                invited.Select((one, i) => One(asked, one, $"members[{i}]", data => data["items"]?[i]))
            ),
        };
    }

    /// <summary>Invites one who is not there or pending, and gives what the answer says of it.</summary>
    /// <param name="where">Finds it in the server's answer.</param>
    public static JsonObject One(Asked asked, Invited invited, string field, Func<JsonNode, JsonNode?> where)
    {
        var (model, now) = (asked.Model, asked.Now);
        var there = model.Members.FirstOrDefault(m => m.Email == invited.Email);
        if (there is { Status: "enabled" })
            throw Refused.Invalid(field + ".email");
        if (there is not null)
        {
            asked.DemandOwnerFor([there], []);
            asked.DemandWithin(model.OfRoles(there.Roles));
        }

        if (invited.RefId is not null && model.Members.Any(m => m.RefId == invited.RefId && m.Email != invited.Email))
            throw Refused.Invalid(field + ".ref_id");
        if (there is null && model.Members.Count() >= asked.Plan.Members)
            throw new Refused("NoLicense");
        var roles =
            invited.RoleIds.Count > 0 ? invited.RoleIds
            : there?.Roles.Count > 0 ? []
            : [4];
        RoleRules.DemandKnown(asked, roles, field + ".role_ids");
        asked.DemandWithin(model.OfRoles(roles));
        asked.DemandOwnerFor([], roles);

        var member = there
            ?? new Member(
                asked.LearnId(data => where(data)?["member_id"]),
                invited.Email.Split('@')[0],
                invited.Email,
                "pending",
                now,
                now
            );
        var link = asked.Learn(
            data => where(data)?["invitation_url"],
            "https://host/console/invitations/" + new string('0', 64)
        );
        Assert.Matches(Link(), link);
        member = member with
        {
            Name = invited.Name ?? member.Name,
            Phone = invited.Phone ?? member.Phone,
            Locale = invited.Locale ?? member.Locale,
            TimeZone = invited.TimeZone ?? member.TimeZone,
            RefId = invited.RefId ?? member.RefId,
            Roles = member.Roles.Union(roles),
            UpdatedAt = now,
            Link = new Uri(link).AbsolutePath,
            LinkEndsAt = now + LinkSeconds,
        };
        model.Put(member);
        return new JsonObject
        {
            ["member_id"] = member.Id,
            ["member_name"] = member.Name,
            ["invitation_url"] = link,
        };
    }

    private static Invited Check(JsonObject item, string field) =>
        new(
            MemberFields.Email(item["email"]?.GetValue<string>(), field + ".email"),
            item["member_name"] is { } name
                ? Asked.Named(name.GetValue<string>(), field + ".member_name", 2, 39)
                : null,
            Asked.Ids(item["role_ids"], field + ".role_ids") ?? [],
            MemberFields.Phone(item["phone"]?.GetValue<string>(), field + ".phone"),
            MemberFields.Locale(item["locale"]?.GetValue<string>(), field + ".locale"),
            MemberFields.TimeZone(item["time_zone"]?.GetValue<string>(), field + ".time_zone"),
            item["ref_id"]?.GetValue<string>().Trim() is { Length: > 0 } refId ? refId : null
        );

    [GeneratedRegex("^https://[^/]+/console/invitations/[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex Link();
}

/// <summary>A person to be invited.</summary>
internal sealed record Invited(
    string Email,
    string? Name,
    List<long> RoleIds,
    string? Phone,
    string? Locale,
    string? TimeZone,
    string? RefId
);
