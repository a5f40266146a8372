using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/person/</c></summary>
internal static class PersonOperations
{
    public static readonly ModelOperation[] All =
    [
        ModelOperation.Post(
            "/person/infos",
            4,
            (model, draw) => new() { ["person_ids"] = draw.Ids(model.People.Ids.Add(model.AccountId), 5) },
            Infos
        ),
    ];

    private static JsonNode Infos(Asked asked)
    {
        asked.DemandAccount();
        var model = asked.Model;
        return new JsonObject
        {
            ["items"] = Comparison.Array(
                asked
                    .RequiredIds("person_ids")
                    .Where(id => id == model.AccountId || model.People.Has(id))
                    .Select(id => id == model.AccountId ? Account(model) : Item(model, model.People[id]))
            ),
        };
    }

    private static JsonObject Item(AccountModel model, Member m) =>
        new()
        {
            ["account_id"] = model.AccountId,
            ["person_id"] = m.Id,
            ["person_name"] = m.Name,
            ["avatar"] = m.Avatar,
            ["locale"] = m.Locale,
            ["time_zone"] = m.TimeZone,
            ["email"] = m.Email,
            ["phone"] = MemberFields.Masked(m.Phone),
            ["phone_verified"] = false,
            ["email_verified"] = m.EmailVerified,
            ["as"] = "member",
            ["status"] = m.Status,
        };

    private static JsonObject Account(AccountModel model) =>
        new()
        {
            ["account_id"] = model.AccountId,
            ["person_id"] = model.AccountId,
            ["person_name"] = "Acme",
            ["avatar"] = "",
            ["locale"] = "en-US",
            ["time_zone"] = "UTC",
            ["email"] = "owner@example.com",
            ["phone"] = "",
            ["phone_verified"] = false,
            ["email_verified"] = true,
            ["as"] = "account",
            ["status"] = "enabled",
        };
}
