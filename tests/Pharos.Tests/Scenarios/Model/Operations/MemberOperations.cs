using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/member/</c>, but for invitations and roles.</summary>
internal static class MemberOperations
{
    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post("/member/info", 3, (_, _) => [], Info),
        ModelOperation.Post("/member/info/reset", 4, DrawReset, Reset),
        ModelOperation.Post("/member/list", 6, DrawList, List),
        ModelOperation.Post("/member/delete", 2, DrawDelete, Delete),
    ];

    private static JsonNode Info(Asked asked)
    {
        var info = MemberFields.Item(asked.Model, asked.Caller);
        foreach (var name in (string[])["ref_id", "updated_at"])
            info.Remove(name);
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("account_name", "Acme"),
                    ("account_avatar", ""),
                    ("account_email", "owner@example.com"),
                    ("account_locale", "en-US"),
                    ("account_time_zone", "UTC"),
                    ("domain", ""),
                ]
        )
            info[name] = value;
        return info;
    }

    private static JsonObject DrawReset(AccountModel model, Draw draw)
    {
        var request = draw.Maybe(
            (50, "member_name", () => draw.MemberName()),
            (20, "email", () => draw.Chance(20) ? "no-address" : draw.Email()),
            (20, "phone", () => draw.Phone()),
            (20, "country_code", () => draw.One("CN", "de", " ", "Germany")),
            (20, "avatar", () => draw.One("https://example.org/a.png", "", "a.png")),
            (20, "locale", () => draw.One("zh-CN", "en-US", "de-DE")),
            (20, "time_zone", () => draw.One("Asia/Shanghai", "Europe/Berlin", "Mars/Olympus", " "))
        );
        request["member_id"] = draw.Id(model.People.Ids);
        return request;
    }

    private static JsonNode Reset(Asked asked)
    {
        var id = asked.Id("member_id");
        if (id != asked.Key.MemberId)
            asked.Demand(Rights.Members);
        else if (asked.Key.IsNarrow)
            throw Refused.Denied();
        var name = asked.Has("member_name") ? asked.Name("member_name", 2, 39) : null;
        var email = asked.Has("email") ? MemberFields.Email(asked.Text("email"), "email") : null;
        var (phone, country, avatar) = (
            MemberFields.Phone(asked.Text("phone"), "phone"),
            MemberFields.CountryCode(asked.Text("country_code"), "country_code"),
            MemberFields.Avatar(asked.Text("avatar"), "avatar")
        );
        var (locale, zone) = (
            MemberFields.Locale(asked.Text("locale"), "locale"),
            MemberFields.TimeZone(asked.Text("time_zone"), "time_zone")
        );

        var member = Find(asked, id);
        if (id != asked.Key.MemberId)
            asked.DemandOwnerFor([member], []);
        if (asked.Model.Members.Any(m => m.Id != id && m.Email == email))
            throw Refused.Invalid("email");
        asked.Model.Put(
            member with
            {
                Name = name ?? member.Name,
                Email = email ?? member.Email,
                Locale = locale ?? member.Locale,
                TimeZone = zone ?? member.TimeZone,
                UpdatedAt = asked.Now,
                Phone = asked.Has("phone") ? phone ?? "" : member.Phone,
                CountryCode = asked.Has("country_code") ? country ?? "" : member.CountryCode,
                Avatar = asked.Has("avatar") ? avatar ?? "" : member.Avatar,
                Link = email is not null && email != member.Email ? null : member.Link,
                EmailVerified = member.EmailVerified && (email is null || email == member.Email),
            }
        );
        return new JsonObject();
    }

    private static JsonObject DrawList(AccountModel model, Draw draw) =>
        draw.Maybe(
            (20, "role_id", () => draw.Id(model.Roles.Ids.AddRange(Rights.BuiltIn))),
            (60, "p", () => draw.One(1, 1, 2, 3, 0, 2000)),
            (60, "limit", () => draw.One(1, 3, 5, 100, 101)),
            (50, "orderby", () => draw.One("created_at", "updated_at")),
            (50, "asc", () => draw.Chance(50)),
            (25, "query", () => draw.One("BOB", "Éva", "王", "%", "_", " ann ", "example.org", "unknown", ""))
        );

    private static JsonNode List(Asked asked)
    {
        asked.DemandAccount();
        var roleId = asked.OptionalId("role_id");
        var query = asked.Line("query");
        var paging = Paging.Of(asked);
        if (roleId is { } known && !asked.Model.RoleExists(known))
            throw Refused.NotFound("role_id");
        var found = asked.Model.Members.Where(m =>
            (roleId is not { } id || m.Roles.Contains(id))
            && (
                query is null
                || m.Name.Contains(query, StringComparison.OrdinalIgnoreCase)
                || m.Email.Contains(query, StringComparison.OrdinalIgnoreCase)
            )
        );
        var byUpdate = asked.Text("orderby") == "updated_at";
        return paging.List(
            Sorting.By(found, asked.Flag("asc"), m => byUpdate ? m.UpdatedAt : m.CreatedAt, m => m.Id),
            m => MemberFields.Item(asked.Model, m)
        );
    }

    private static JsonObject DrawDelete(AccountModel model, Draw draw)
    {
        var who = draw.One<Member>([.. model.People]);
        return draw.Chance(50)
            ? new() { ["member_id"] = draw.Id(model.People.Ids) }
            : draw.Maybe(
                (40, "email", () => who.Email.ToUpperInvariant()),
                (20, "member_name", () => who.Name),
                (20, "phone", () => who.Phone),
                (20, "ref_id", () => who.RefId)
            );
    }

    private static JsonNode Delete(Asked asked)
    {
        asked.Demand(Rights.Members);
        var (field, match) = Named(asked);
        var found = asked.Model.Members.Where(match).ToList();
        if (found.Count != 1)
            throw found.Count == 0 ? Refused.NotFound(field) : Refused.Invalid(field);
        var member = found[0];
        asked.DemandOwnerFor([member], []);
        if (asked.Model.Owners.All(o => o.Id == member.Id))
            throw Refused.Invalid(field);
        asked.Model.Put(member with { Status = "deleted", Roles = [], Link = null });
        foreach (var key in asked.Model.Keys.Where(k => k.MemberId == member.Id))
            asked.Model.Put(key with { Deleted = true });
        foreach (var team in asked.Model.Teams.Where(t => t.Persons.Contains(member.Id)))
            asked.Model.Put(team with { Persons = team.Persons.Remove(member.Id) });
        return new JsonObject();
    }

    /// <summary>The surest of the fields says who.</summary>
    private static (string Field, Func<Member, bool> Match) Named(Asked asked)
    {
        var phone = MemberFields.Phone(asked.Text("phone"), "phone");
        if (asked.Has("member_id"))
        {
            var id = asked.Id("member_id");
            return ("member_id", m => m.Id == id);
        }

        return asked.Line("ref_id") is { } refId ? ("ref_id", m => m.RefId == refId)
            : asked.Line("email") is { } email
                ? ("email", m => string.Equals(m.Email, email, StringComparison.OrdinalIgnoreCase))
            : phone is not null ? ("phone", m => m.Phone == phone)
            : asked.Line("member_name") is { } name ? ("member_name", m => m.Name == name)
            : throw Refused.Invalid("member_id");
    }

    public static Member Find(Asked asked, long id) =>
        asked.Model.Members.FirstOrDefault(m => m.Id == id) ?? throw Refused.NotFound("member_id");
}
