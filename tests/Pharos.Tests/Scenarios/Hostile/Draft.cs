using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>An operation, a valid request of it, and the places where that request can be spoilt.</summary>
internal sealed class Draft
{
    /// <summary>Stands in the tree where text goes that no JSON library would write.</summary>
    public const string Hole = "@@HOLE@@";

    private readonly Uri server;

    public Draft(
        Uri server,
        string path,
        HttpMethod method,
        Type request,
        bool demandsPermission,
        HostileWorld world,
        HostileWorld foreign,
        Random random
    )
    {
        (this.server, Path, Method, DemandsPermission, World, Foreign, Random) = (
            server,
            path,
            method,
            demandsPermission,
            world,
            foreign,
            random
        );
        var known = world.Valid(path);
        IsKnown = known is not null;
        Fields = known ?? (JsonObject)Typed(request, 0)!;
        Spots = Spot.In(Fields, request);
        Sample = Samples.FindHostile(path)?.Sample;
    }

    public string Path { get; }
    public HttpMethod Method { get; }
    public bool DemandsPermission { get; }
    public HostileWorld World { get; }

    /// <summary>Another account's.</summary>
    public HostileWorld Foreign { get; }
    public Random Random { get; }

    /// <summary>
    /// Whether the fields are a request that the server accepts; otherwise only their types are right.
    /// </summary>
    public bool IsKnown { get; }
    public bool IsPost => Method == HttpMethod.Post;
    public JsonObject Fields { get; }
    public IReadOnlyList<Spot> Spots { get; }

    /// <summary>What the operation's sample says of it; null for an operation without one.</summary>
    public HostileSampleAttribute? Sample { get; }

    /// <summary>Whether the operation refuses a request without this field.</summary>
    public bool Demands(Spot spot) =>
        spot.IsRequired || Sample?.AlsoRequired.Contains(spot.Path, StringComparer.Ordinal) == true;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Random.Next(items.Length)];

    public Spot? PickSpot(Func<Spot, bool> which)
    {
        var some = Spots.Where(which).ToList();
        return some.Count == 0 ? null : some[Random.Next(some.Count)];
    }

    /// <summary>The request as it now stands.</summary>
    /// <param name="kind">What is wrong with it.</param>
    /// <param name="codes">See <see cref="HostileRequest.Codes"/>.</param>
    /// <param name="hole">
    /// What to write in place of <see cref="Hole"/>: JSON text, or a query value that is escaped already. A character
    /// is a byte.
    /// </param>
    public HostileRequest Send(string kind, IReadOnlyList<string>? codes, string? hole = null)
    {
        if (!IsPost)
            return At(kind, codes, Path, $"app_key={World.Owner.Key}{Query(hole)}");
        var json = Fields.ToJsonString();
        if (hole is not null)
            json = json.Replace($"\"{Hole}\"", hole, StringComparison.Ordinal);
        return Raw(kind, codes, Encoding.Latin1.GetBytes(json));
    }

    /// <summary>A request of the operation with a body of any bytes.</summary>
    public HostileRequest Raw(
        string kind,
        IReadOnlyList<string>? codes,
        byte[] body,
        string? contentType = HostileRequest.Json
    ) => new(kind, Method, Absolute(Path, "app_key=" + World.Owner.Key), body, contentType, codes);

    /// <summary>The valid request, at another address.</summary>
    public HostileRequest At(
        string kind,
        IReadOnlyList<string>? codes,
        string path,
        string query,
        HttpMethod? method = null
    ) =>
        new(
            kind,
            method ?? Method,
            Absolute(path, query),
            IsPost ? Encoding.UTF8.GetBytes(Fields.ToJsonString()) : null,
            IsPost ? HostileRequest.Json : null,
            codes
        );

    /// <summary>The fields as they go after the key in a query.</summary>
    public string Query(string? hole = null) =>
        string.Concat(
            Fields.Select(field =>
            {
                var text =
                    field.Value is JsonValue value && value.TryGetValue<string>(out var s)
                        ? s
                        : field.Value?.ToJsonString() ?? "";
                return $"&{Uri.EscapeDataString(field.Key)}={(text == Hole ? hole : Uri.EscapeDataString(text))}";
            })
        );

    private string Absolute(string path, string query) =>
        server.GetLeftPart(UriPartial.Authority) + path + (query.Length == 0 ? "" : "?" + query);

    /// <summary>Something of the right type for every field, whatever it means.</summary>
    private static JsonNode? Typed(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(long) || type == typeof(int))
            return 1;
        if (type == typeof(bool))
            return false;
        if (type == typeof(string))
            return "x";
        if (type.IsEnum)
            return WireNames.Of(type).First();
        if (Spot.ItemOf(type) is { } item)
            return Typed(item, depth + 1) is { } one ? new JsonArray(one) : new JsonArray();
        if (depth > 4 || !type.Namespace!.StartsWith("Pharos.", StringComparison.Ordinal))
            return null;
        return new JsonObject(
            WireJson
                .Options.GetTypeInfo(type)
                .Properties.Select(p => KeyValuePair.Create(p.Name, Typed(p.PropertyType, depth + 1)))
        );
    }
}

/// <summary>A place in a request: a field of an object or an item of an array.</summary>
/// <param name="IsRequired">Whether it is a field that its record declares as required.</param>
internal sealed record Spot(JsonNode Parent, string Name, int Index, Type Type, string Path, bool IsRequired)
{
    public bool IsItem => Index >= 0;

    public JsonNode? Value => IsItem ? Parent[Index] : Parent[Name];

    public static IReadOnlyList<Spot> In(JsonObject fields, Type type)
    {
        var spots = new List<Spot>();
        Walk(fields, type, "", spots);
        return spots;
    }

    public void Put(JsonNode? value)
    {
        if (IsItem)
            Parent[Index] = value;
        else
            Parent[Name] = value;
    }

    public void Drop() => ((JsonObject)Parent).Remove(Name);

    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetGenericArguments()[0] : null;

    private static void Walk(JsonObject fields, Type type, string path, List<Spot> spots)
    {
        foreach (var property in WireJson.Options.GetTypeInfo(type).Properties)
        {
            if (fields.ContainsKey(property.Name))
                Add(
                    new Spot(
                        fields,
                        property.Name,
                        -1,
                        Plain(property.PropertyType),
                        path + property.Name,
                        IsDemanded(property)
                    ),
                    spots
                );
        }
    }

    private static void Add(Spot spot, List<Spot> spots)
    {
        spots.Add(spot);
        if (spot.Value is JsonObject nested)
            Walk(nested, spot.Type, spot.Path + '.', spots);
        if (spot.Value is not JsonArray items || ItemOf(spot.Type) is not { } item)
            return;
        for (var i = 0; i < items.Count; i++)
            Add(new Spot(items, spot.Name, i, Plain(item), $"{spot.Path}.{i}", IsRequired: false), spots);
    }

    private static bool IsDemanded(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
