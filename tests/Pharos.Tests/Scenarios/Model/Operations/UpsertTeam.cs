using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/team/upsert</c></summary>
internal static class UpsertTeam
{
    public static JsonObject Draw(AccountModel model, Draw draw)
    {
        var request = draw.Maybe(
            (50, "team_id", () => draw.Id(model.Teams.Ids)),
            (30, "description", () => draw.One("They keep it running.", "")),
            (60, "person_ids", () => draw.Ids(model.Members.Select(m => m.Id), 4)),
            (20, "emails", () =>
                Comparison.Array(
                    Enumerable.Range(0, draw.Next(3)).Select(_ => draw.Chance(8) ? "no-address" : draw.Email())
                )
            ),
            (25, "ref_id", () => draw.RefId()),
            (3, "phones", () => new JsonArray("+15550100")),
            (40, "reset_if_name_exist", () => draw.Chance(70))
        );
        request["team_name"] = draw.One(
            "DB",
            "Core",
            "core",
            " SRE ",
            "数据库",
            "Éire",
            "a_b",
            "T1",
            draw.One("", new string('t', 40))
        );
        return request;
    }

    public static JsonNode Answer(Asked asked)
    {
        asked.Demand(Rights.Teams);
        if (asked["phones"]?.AsArray().Count > 0)
            throw Refused.Invalid("phones");
        List<string> emails =
        [
            .. asked["emails"]?.AsArray().Select((e, i) => MemberFields.Email(e!.GetValue<string>(), $"emails[{i}]"))
                ?? [],
        ];
        for (var i = 0; i < emails.Count; i++)
        {
            if (emails.IndexOf(emails[i]) < i)
                throw Refused.Invalid($"emails[{i}]");
        }

        var id = asked["team_id"]?.GetValue<long>() is null or 0 ? (long?)null : asked.Id("team_id");
        var name = asked.Name("team_name", 1, 39);
        var persons = asked.OptionalIds("person_ids");

        var (model, me, now) = (asked.Model, asked.Key.MemberId, asked.Now);
        var there = Existing(asked, id, name);
        if (there is null && model.Teams.Count() >= asked.Plan.Teams)
            throw new Refused("NoLicense");
        if (asked.Line("ref_id") is { } refId && model.Teams.Any(t => t.RefId == refId && t.Id != there?.Id))
            throw Refused.Invalid("ref_id");
        var invited = new JsonArray();
        var byMail = emails.Select((email, i) => FindOrInvite(asked, email, i, invited)).ToList();
        for (var i = 0; i < persons?.Count; i++)
        {
            if (model.Members.All(m => m.Id != persons[i]))
                throw Refused.Invalid($"person_ids[{i}]");
        }

        var team = there ?? new Team(asked.LearnId(data => data["team_id"]), name, "", "", [], me, me, now, now);
        // Who stays keeps their place; who joins comes after.
        var wanted = (persons ?? [.. team.Persons]).Union(byMail).ToList();
        model.Put(
            team with
            {
                Name = name,
                Description = asked.Text("description") ?? team.Description,
                RefId = asked.Has("ref_id") ? asked.Line("ref_id") ?? "" : team.RefId,
                Persons = [.. team.Persons.Intersect(wanted), .. wanted.Except(team.Persons)],
                UpdatedBy = me,
                UpdatedAt = now,
            }
        );
        return new JsonObject
        {
            ["team_id"] = team.Id,
            ["team_name"] = name,
            ["invited"] = invited.Count > 0 ? invited : null,
        };
    }

    private static Team? Existing(Asked asked, long? id, string name)
    {
        var namesake = asked.Model.Teams.FirstOrDefault(t => Names.Match(t.Name, name));
        if (id is null)
            return namesake is null || asked.Flag("reset_if_name_exist")
                ? namesake
                : throw Refused.Invalid("team_name");
        var team = asked.Model.Teams.Find(id.Value) ?? throw Refused.NotFound("team_id");
        return namesake is null || namesake == team ? team : throw Refused.Invalid("team_name");
    }

    /// <summary>People who are not members yet are invited, which requires that permission too.</summary>
    private static long FindOrInvite(Asked asked, string email, int index, JsonArray invited)
    {
        if (asked.Model.Members.FirstOrDefault(m => m.Email == email) is { } known)
            return known.Id;
        asked.Demand(Rights.Members);
        var at = invited.Count;
        var one = InvitationOperations.One(
            asked,
            new Invited(email, null, [], null, null, null, null),
            $"emails[{index}]",
            data => data["invited"]?[at]
        );
        invited.Add(one);
        return one["member_id"]!.GetValue<long>();
    }
}
