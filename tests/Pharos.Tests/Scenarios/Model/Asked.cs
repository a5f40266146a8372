using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// A request as the model sees it: who asks what, and when. Reading a field checks it; IDs that the server makes are
/// learnt from its answer.
/// </summary>
internal sealed class Asked(AccountModel model, Key key, JsonObject request, ApiAnswer answer, long now, Plan plan)
{
    private const long MaxId = (1L << 53) - 1;

    public AccountModel Model => model;
    public Key Key => key;
    public Member Caller => model.People[key.MemberId];
    public long Now => now;
    public Plan Plan => plan;

    public bool Has(string field) => request[field] is not null;

    public JsonNode? this[string field] => request[field];

    /// <summary>
    /// The ID that the server gave something new. If it answered with an error, a provisional ID takes its place: the
    /// model must fail too, or else the two differ.
    /// </summary>
    public string Learn(Func<JsonNode, JsonNode?> where, string provisional = "?") =>
        answer.Code is not null ? provisional
        : answer.Json["data"] is { } data && where(data) is { } learnt ? learnt.ToString()
        : throw new InvalidOperationException("the model would have made something here");

    public long LearnId(Func<JsonNode, JsonNode?> where)
    {
        if (answer.Code is not null)
            return -model.People.Count() - 1;
        var id = long.Parse(Learn(where), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(id, 1, MaxId);
        Assert.False(
            model.People.Has(id) || model.Roles.Has(id) || model.Teams.Has(id) || model.Maintenances.Has(id),
            "an ID was given out twice"
        );
        return id;
    }

    /// <summary>The data of the server's answer.</summary>
    public JsonNode Data =>
        answer.Json["data"] ?? throw new InvalidOperationException("the model would have answered something here");

    public void Demand(long permission)
    {
        if (!model.OfKey(key).Contains(permission))
            throw Refused.Denied();
    }

    /// <summary>Keys for a page know nothing of the account.</summary>
    public void DemandAccount()
    {
        if (key.PageId is not null)
            throw Refused.Denied();
    }

    public void DemandWithin(IEnumerable<long> permissions)
    {
        if (!model.OfKey(key).Union(Rights.OnCallReads).IsSupersetOf(permissions))
            throw Refused.Denied();
    }

    /// <summary>Only owners change owners or hand out their role, and never with a narrowed key.</summary>
    public void DemandOwnerFor(IEnumerable<Member> touched, IEnumerable<long> roleIds)
    {
        if ((touched.Any(m => m.IsOwner) || roleIds.Contains(1)) && (key.IsNarrow || !Caller.IsOwner))
            throw Refused.Denied();
    }

    public Page Page()
    {
        var id = Id("page_id");
        if (key.PageId is { } only && only != id)
            throw Refused.Denied();
        return model.Pages.Find(p => p.Id == id) ?? throw Refused.NotFound("page_id");
    }

    public long Id(string field) => OptionalId(field) ?? throw Refused.Invalid(field);

    public long? OptionalId(string field) => request[field] is { } node ? InRange(node.GetValue<long>(), field) : null;

    /// <summary>Without duplicates; null when absent.</summary>
    public List<long>? OptionalIds(string field) => Ids(request[field], field);

    public static List<long>? Ids(JsonNode? sent, string field) =>
        sent?.AsArray().Select((id, i) => InRange(id!.GetValue<long>(), $"{field}[{i}]")).Distinct().ToList();

    public List<long> RequiredIds(string field) =>
        OptionalIds(field) is { Count: > 0 } ids ? ids : throw Refused.Invalid(field);

    public string? Text(string field) => request[field]?.GetValue<string>();

    /// <summary>Trimmed; null when absent or blank.</summary>
    public string? Line(string field) => Text(field)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A name that must be there, of so many characters.</summary>
    public string Name(string field, int min, int max) => Named(Text(field), field, min, max);

    public static string Named(string? sent, string field, int min, int max) =>
        sent?.Trim() is { } name && name.EnumerateRunes().Count() is var length && length >= min && length <= max
            ? name
            : throw Refused.Invalid(field);

    public bool Flag(string field) => request[field]?.GetValue<bool>() == true;

    private static long InRange(long id, string field) => id is >= 1 and <= MaxId ? id : throw Refused.Invalid(field);
}

/// <summary>How much an account may have.</summary>
internal sealed record Plan(int Members, int Roles, int Teams);
