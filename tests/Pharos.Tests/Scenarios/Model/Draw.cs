using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>What is drawn by lot. The pools are small, so that names are taken, addresses known and IDs gone.</summary>
internal sealed class Draw(Random random)
{
    public int Next(int below) => random.Next(below);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T One<T>(params IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>Some of these, from none to <paramref name="most"/>, perhaps one twice.</summary>
    public List<T> Some<T>(IReadOnlyList<T> of, int most) =>
        of.Count == 0 ? [] : [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => One(of))];

    /// <summary>Mostly one of these; sometimes an unknown or an impossible one.</summary>
    public long Id(IEnumerable<long> of)
    {
        List<long> all = [.. of];
        return all.Count == 0 || Chance(5) ? One(12345L, 0L, -1L) : One(all);
    }

    public JsonArray Ids(IEnumerable<long> of, int most)
    {
        List<long> all = [.. of];
        return Comparison.Array(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Chance(3) ? 12345L : Id(all)));
    }

    public string Email() =>
        $"{One("ann", "bob", "cem", "dora", "eve", "finn", "gus", "hana")}{One("", "", ".1")}@example.org";

    public string MemberName() =>
        One("Ann", "Bob", "Cem", "Dora Maar", "Éva", "王芳", "100%_", " Finn ", One("X", new string('n', 40), "  "));

    public string RefId() => One("r1", "r2", "r3", "r4", " ");

    public string Phone() => One("+86 185 1234 0300", "0151-234", "(030) 901820", "+15550100", " ", "call me");

    /// <summary>Fields, each there or not.</summary>
    public JsonObject Maybe(params ReadOnlySpan<(int Percent, string Name, Func<JsonNode?> Value)> fields)
    {
        var drawn = new JsonObject();
        foreach (var (percent, name, value) in fields)
        {
            if (Chance(percent))
                drawn[name] = value();
        }

        return drawn;
    }
}
