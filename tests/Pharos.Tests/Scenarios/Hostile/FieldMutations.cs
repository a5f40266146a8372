using System.Globalization;
using System.Text.Json.Nodes;
using Pharos.Kernel;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>What is wrong with one field of a request that is otherwise right.</summary>
internal static class FieldMutations
{
    private static readonly string[] OnCall =
    [
        "alert",
        "alert-event",
        "change",
        "channel",
        "datasource",
        "field",
        "incident",
        "route",
        "template",
    ];

    private static readonly string[] Parameter = TransportMutations.Parameter;
    private static readonly string[] NotThere = ["ResourceNotFound", "InvalidParameter"];
    private static readonly string[] UlidFields =
    [
        "component_id",
        "section_id",
        "update_id",
        "component_ids",
        "section_ids",
        "template_id",
    ];

    public static IReadOnlyList<Func<Draft, HostileRequest?>> All { get; } =
    [
        WrongType,
        WrongType,
        WrongType,
        WrongType,
        WrongName,
        Duplicated,
        DuplicateQuery,
        WrongQueryValue,
        WrongQueryValue,
        Missing,
        Missing,
        OutOfRange,
        OutOfRange,
        UnknownId,
        ForeignId,
        BadUlid,
        TooLong,
        Nul,
        LoneSurrogate,
        TooMany,
        NullItem,
        HostileText,
        RandomValue,
    ];

    private static bool IsInteger(Spot s) => s.Type == typeof(long) || s.Type == typeof(int);

    private static bool IsId(Spot s) =>
        IsInteger(s)
        && (
            s.Name.EndsWith("_id", StringComparison.Ordinal)
            || ((s.Name == "responders" || s.Name.EndsWith("_ids", StringComparison.Ordinal)) && s.IsItem)
        )
        && s.Name != "order_id";

    private static bool MayBeNone(Draft d, Spot s) =>
        d.Sample?.ZeroMeansNone.Contains(s.Name, StringComparer.Ordinal) == true;

    private static bool IsLookUp(Draft d) => d.Sample?.FindsWhatThereIs == true;

    private static bool IsUlid(Spot s) =>
        s.Type == typeof(string) && UlidFields.Contains(s.Name, StringComparer.Ordinal);

    private static HostileRequest? WrongType(Draft d)
    {
        if (!d.IsPost || d.PickSpot(_ => true) is not { } spot)
            return null;
        var other = spot.Type switch
        {
            _ when IsInteger(spot) => d.Pick(
                "\"1\"",
                "true",
                "1.5",
                "1e400",
                "-1e-400",
                "9223372036854775808",
                "-9223372036854775809",
                "1.0000001",
                "{}",
                "[]",
                "[1]",
                "\"\"",
                "{\"$numberLong\":\"1\"}",
                "\"NaN\"",
                new string('9', 5000)
            ),
            var t when t == typeof(string) => d.Pick(
                "1",
                "true",
                "false",
                "{}",
                "[]",
                "[\"x\"]",
                "{\"a\":\"b\"}",
                "1e400",
                "-0"
            ),
            var t when t == typeof(bool) => d.Pick("\"true\"", "1", "0", "\"\"", "{}", "[]", "[true]", "\"yes\""),
            var t when t.IsEnum => d.Pick(
                "0",
                "1",
                "-1",
                "\"\"",
                "\"0\"",
                "\"INVESTIGATING\"",
                "\"Investigating\"",
                "\" investigating\"",
                "\"incident,maintenance\"",
                "\"Public\"",
                "\"none \"",
                "\"nothing_such\"",
                "true",
                "[]",
                "[\"incident\"]",
                "{}",
                "\"\\u0000\"",
                "99999999999999999999"
            ),
            _ when Spot.ItemOf(spot.Type) is not null => d.Pick(
                "{}",
                "\"\"",
                "\"a,b\"",
                "1",
                "true",
                "{\"0\":\"a\"}",
                "[[[]]]",
                "[true]",
                "\"[]\"",
                "[{},1]"
            ),
            _ => d.Pick("[]", "\"\"", "1", "true", "\"{}\"", "[{}]"),
        };
        spot.Put(Draft.Hole);
        return d.Send("wrong type", Parameter, other);
    }

    private static HostileRequest? WrongName(Draft d)
    {
        if (!d.IsKnown || d.PickSpot(d.Demands) is not { } spot)
            return null;
        var value = spot.Value!.DeepClone();
        spot.Drop();
        ((JsonObject)spot.Parent)[
            d.Pick(
                d.IsPost ? spot.Name.ToUpperInvariant() : spot.Name + "_",
                spot.Name + " ",
                " " + spot.Name,
                spot.Name.Replace("_", "", StringComparison.Ordinal) + "x",
                "$." + spot.Name,
                spot.Name + "\0",
                spot.Name + "[]"
            )
        ] = value;
        return d.Send("wrong name", Parameter);
    }

    private static HostileRequest? Duplicated(Draft d)
    {
        if (!d.IsPost || d.PickSpot(s => !s.IsItem) is not { } spot)
            return null;
        ((JsonObject)spot.Parent)["@@AGAIN@@"] = spot.Value?.DeepClone();
        var name = d.Pick(spot.Name, $"\\u{(int)spot.Name[0]:x4}{spot.Name[1..]}");
        var request = d.Send("duplicate field", Parameter);
        return request with
        {
            Body = System.Text.Encoding.UTF8.GetBytes(
                System.Text.Encoding.UTF8.GetString(request.Body!).Replace("@@AGAIN@@", name, StringComparison.Ordinal)
            ),
        };
    }

    private static HostileRequest? DuplicateQuery(Draft d)
    {
        if (d.IsPost || d.PickSpot(_ => true) is not { } spot)
            return null;
        var again = d.Pick(
            $"&{spot.Name}=1",
            $"&{spot.Name}=",
            $"&{spot.Name}",
            $"&{spot.Name}={spot.Value}&{spot.Name}={spot.Value}",
            $"&%{(int)spot.Name[0]:x2}{spot.Name[1..]}={spot.Value}"
        );
        return d.At("duplicate parameter", Parameter, d.Path, $"app_key={d.World.Owner.Key}{d.Query()}{again}");
    }

    private static HostileRequest? WrongQueryValue(Draft d)
    {
        if (d.IsPost || d.PickSpot(s => IsInteger(s) || s.Type.IsEnum || s.Type == typeof(bool)) is not { } spot)
            return null;
        var wrong = d.Pick(
            "abc",
            "1.5",
            "1e3",
            "1e400",
            "%201",
            "1%20",
            "0x10",
            "%D9%A1%D9%A2",
            "9223372036854775808",
            "-9223372036854775809",
            new string('9', 5000),
            "%00",
            "1%00",
            "%FF",
            "%ED%A0%80",
            "%",
            "%zz",
            "1,2",
            "1;2",
            "%5B1%5D",
            "NaN",
            "Infinity",
            "INCIDENT",
            "Incident",
            "incident%20",
            "null",
            "undefined",
            "'%20OR%201=1--",
            "%3Cscript%3E",
            "../../1",
            "1_000",
            "1%2C000",
            "%EF%BC%91",
            "--1",
            "+",
            "-"
        );
        spot.Put(Draft.Hole);
        return d.Send("wrong parameter", Parameter, wrong);
    }

    private static HostileRequest? Missing(Draft d)
    {
        if (!d.IsKnown || d.PickSpot(d.Demands) is not { } spot)
            return null;
        if (d.Random.Next(2) == 0)
            spot.Drop();
        else
            spot.Put(d.IsPost ? null : "");
        return d.Send("missing", Parameter);
    }

    private static HostileRequest? OutOfRange(Draft d)
    {
        if (!d.IsKnown || d.PickSpot(IsInteger) is not { } spot)
            return null;
        spot.Put(
            spot.Name switch
            {
                "order_id" => d.Pick(Ids.Max + 1, -Ids.Max - 1, long.MaxValue, long.MinValue),
                "limit" when d.Path == "/audit/search" => d.Pick(
                    -1,
                    100,
                    1000,
                    int.MaxValue,
                    long.MaxValue,
                    long.MinValue
                ),
                // Lists of on-call count 0 as absent.
                "limit" or "p" when OnCall.Contains(d.Path.Split('/')[1]) => d.Pick(
                    -1,
                    10_001,
                    int.MaxValue,
                    long.MaxValue,
                    long.MinValue
                ),
                "limit" => d.Pick(0, -1, 101, 1000, int.MaxValue, long.MaxValue, long.MinValue),
                "p" => d.Pick(0, -1, 10_001, int.MaxValue, long.MaxValue, long.MinValue, (1L << 32) + 1),
                _ when IsId(spot) && MayBeNone(d, spot) => d.Pick(-1, Ids.Max + 1, long.MaxValue, long.MinValue),
                _ when IsId(spot) => d.Pick(0, -1, Ids.Max + 1, long.MaxValue, long.MinValue, -Ids.Max),
                _ => d.Pick(0, -1, 253402300800, 1712000000000, long.MaxValue, long.MinValue, int.MinValue),
            }
        );
        return d.Send("out of range", Parameter);
    }

    private static HostileRequest? UnknownId(Draft d)
    {
        if (!d.IsKnown || IsLookUp(d) || d.PickSpot(s => IsId(s) || IsReference(d, s)) is not { } spot)
            return null;
        if (IsId(spot))
            spot.Put(Ids.NewInteger());
        else
            spot.Put(
                IsUlid(spot)
                    ? Ids.NewUlid(TimeProvider.System)
                    : Ids.NewInteger().ToString(CultureInfo.InvariantCulture)
            );
        return d.Send("unknown id", NotThere);
    }

    private static HostileRequest? ForeignId(Draft d)
    {
        if (!d.IsKnown || IsLookUp(d) || d.PickSpot(s => IsId(s) || IsReference(d, s)) is not { } spot)
            return null;
        spot.Put(
            spot.Name switch
            {
                "page_id" => d.Foreign.PageId,
                "change_id" => d.Pick(d.Foreign.IncidentId, d.Foreign.MaintenanceId),
                "responders" => d.Foreign.Owner.Caller.MemberId,
                "member_id" or "member_ids" or "person_id" or "person_ids" => d.Foreign.MemberId,
                "role_id" or "role_ids" => d.Foreign.RoleId,
                "team_id" => d.Foreign.TeamId,
                "permission_ids" => d.Foreign.RoleId,
                "linked_changes" => d.Foreign.IncidentId.ToString(CultureInfo.InvariantCulture),
                "update_id" => d.Foreign.UpdateId,
                "section_id" or "section_ids" => d.Foreign.SectionId,
                "template_id" => d.Foreign.TemplateId,
                _ => d.Foreign.Components[0],
            }
        );
        return d.Send("foreign id", NotThere);
    }

    /// <summary>
    /// Whether a text names something that must be there. An event's first updates may bring IDs of their own.
    /// </summary>
    private static bool IsReference(Draft d, Spot s) =>
        (IsUlid(s) && s.Value is JsonValue && !(d.Path == "/status-page/change/create" && s.Name == "update_id"))
        || (s.Name == "linked_changes" && s.IsItem);

    private static HostileRequest? BadUlid(Draft d)
    {
        if (
            !d.IsKnown
            || d.PickSpot(s => (IsUlid(s) && s.Value is JsonValue) || (s.Name == "linked_changes" && s.IsItem))
                is not { } spot
        )
            return null;
        var id = spot.Value!.GetValue<string>();
        spot.Put(
            d.Pick(
                " ",
                id.ToLowerInvariant() + "i",
                id + "0",
                "8" + id[1..] + "x",
                id[..^1] + "U",
                id[..^1] + "*",
                id + " ",
                " " + id,
                "%" + id,
                "' OR '1'='1",
                "../../etc/passwd",
                "<script>",
                "null",
                "{}",
                id[..^1] + "０",
                "-1",
                "0",
                "1.0"
            )
        );
        return d.Send("bad id", NotThere);
    }

    private static HostileRequest? TooLong(Draft d)
    {
        if (
            !d.IsKnown
            || !d.IsPost
            || d.PickSpot(s => s.Type == typeof(string) && s.Value is JsonValue) is not { } spot
        )
            return null;
        spot.Put(d.Pick("x", "A", "\u00e9", "1", "<b>").PadRight(100_000, 'x'));
        return d.Send("too long", Parameter);
    }

    private static HostileRequest? Nul(Draft d)
    {
        if (!d.IsKnown || d.PickSpot(s => s.Type == typeof(string) && s.Value is JsonValue) is not { } spot)
            return null;
        var old = spot.Value!.GetValue<string>();
        spot.Put(d.Pick("\0x", old + "\0", old + "\0x", old.Insert(old.Length / 2, "\0"), "a\0\0\0b"));
        return d.Send("NUL in text", Parameter);
    }

    private static HostileRequest? LoneSurrogate(Draft d)
    {
        if (!d.IsPost || d.PickSpot(s => s.Type == typeof(string) || s.Type.IsEnum) is not { } spot)
            return null;
        spot.Put(Draft.Hole);
        return d.Send(
            "lone surrogate",
            Parameter,
            d.Pick(
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\udc00\\ud800\"",
                "\"a\\ud83d\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\"\\udbff b\""
            )
        );
    }

    private static HostileRequest? TooMany(Draft d)
    {
        // An import takes more subscribers than these requests have room for.
        if (
            !d.IsKnown
            || d.PickSpot(s => s.Value is JsonArray { Count: > 0 } && s.Name != "subscribers") is not { } spot
        )
            return null;
        var items = (JsonArray)spot.Value!;
        while (items.Count <= 1000)
            items.Add(items[0]!.DeepClone());
        return d.Send("too many", ["InvalidParameter", "EntityTooLarge"]);
    }

    private static HostileRequest? NullItem(Draft d)
    {
        if (!d.IsPost || !d.IsKnown || d.PickSpot(s => s.IsItem) is not { } spot)
            return null;
        spot.Put(null);
        return d.Send("null item", Parameter);
    }

    /// <summary>Payloads that are text like any other: they may be accepted, and must do no harm.</summary>
    private static HostileRequest? HostileText(Draft d)
    {
        if (!d.IsKnown || d.PickSpot(s => s.Type == typeof(string)) is not { } spot)
            return null;
        spot.Put(
            d.Pick(
                "'; DROP TABLE pages; --",
                "\" OR \"\"=\"",
                "1); DELETE FROM changes; --",
                "$1",
                "{0}{1}",
                "%s%n%x",
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "javascript:alert(1)",
                "[x](javascript:alert(1))",
                "../../../../etc/passwd",
                "C:\\Windows\\System32",
                "file:///etc/passwd",
                "${jndi:ldap://x}",
                "{{7*7}}",
                "\r\nSet-Cookie: a=b",
                "\u202etxt.exe",
                "\ufeffx",
                "\u0000",
                "\ud83d\ude00",
                "Z\u0351\u036b\u0343\u036a",
                "\uffff",
                "\u2028",
                "https://example.com/" + new string('a', 3000),
                "http://[::1",
                "https://a@b:c",
                "mailto:",
                "data:image/png;base64,",
                "data:image/svg+xml;base64,PHN2Zz4=",
                "xn--a",
                "a..b",
                "\u0130\u0131\u1e9e",
                new string('-', 300),
                "\u00a0",
                "NULL"
            )
        );
        return d.Send("hostile text", null);
    }

    /// <summary>Anything anywhere: it may happen to be right.</summary>
    private static HostileRequest? RandomValue(Draft d)
    {
        if (!d.IsKnown || d.Spots.Count == 0)
            return null;
        for (var i = d.Random.Next(1, 4); i > 0; i--)
        {
            var spot = d.Spots[d.Random.Next(d.Spots.Count)];
            if (spot.Value is not null)
                spot.Put(RandomNode(d, 0));
        }

        d.Fields["unknown_" + d.Random.Next(100)] = RandomNode(d, 0);
        return d.Send("random value", null);
    }

    private static JsonNode? RandomNode(Draft d, int depth) =>
        d.Random.Next(depth > 3 ? 7 : 10) switch
        {
            0 => null,
            1 => d.Random.Next(2) == 0,
            2 => d.Random.NextInt64(),
            3 => d.Random.NextDouble() * 1e12,
            4 => d.Pick(
                "",
                "x",
                "public",
                "internal",
                "incident",
                "maintenance",
                "resolved",
                "completed",
                "operational",
                "none"
            ),
            5 => d.Pick(d.World.Components[0], d.World.SectionId, d.World.UpdateId, d.Foreign.Components[0]),
            6 => d.Pick(d.World.PageId, d.World.IncidentId, d.World.MaintenanceId, d.Foreign.PageId, d.World.Now, 1, 0),
            7 or 8 => new JsonArray([.. Enumerable.Range(0, d.Random.Next(4)).Select(_ => RandomNode(d, depth + 1))]),
            _ => new JsonObject(
                Enumerable
                    .Range(0, d.Random.Next(4))
                    .Select(i =>
                        KeyValuePair.Create(
                            d.Pick("name", "url", "status", "component_id", "description") + i,
                            RandomNode(d, depth + 1)
                        )
                    )
            ),
        };
}
