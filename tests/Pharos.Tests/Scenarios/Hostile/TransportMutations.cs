using System.Text;
using Pharos.Host;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>
/// What goes wrong before a field is read: key, method, path, content type, syntax. The server's answer is the same for
/// every operation.
/// </summary>
internal static class TransportMutations
{
    /// <summary>The test's server takes bodies up to here.</summary>
    public const int MaxBody = 256 * 1024;

    public const string TooLargeKind = "too large";

    public static readonly string[] Parameter = ["InvalidParameter"];

    public static IReadOnlyList<Func<Draft, HostileRequest?>> All { get; } =
    [
        WrongKey,
        WithoutPermission,
        WrongMethod,
        UnknownPath,
        WrongContentType,
        Truncated,
        NotJson,
        NotJson,
        WrongRoot,
        InvalidUtf8,
        TooDeep,
        TooLarge,
        OddQuery,
        OddLanguage,
    ];

    private static HostileRequest WrongKey(Draft d)
    {
        var key = d.World.Owner.Key;
        var app = d.Pick(
            "",
            "app_key",
            "app_key=",
            "app_key=" + key[..39],
            "app_key=" + key + "0",
            "app_key=" + key.ToUpperInvariant() + "A",
            "app_key=" + new string('0', 40),
            $"app_key={key}&app_key={key}",
            "App_Key=x&appkey=" + key,
            "app_key[]=" + key,
            "app_key=" + new string('a', 20_000),
            "app_key='%20OR%20'1'='1",
            "app_key=%00" + key,
            "app_key=" + key + "%00",
            "app_key=%F0%9F%94%91",
            "app_key=" + key + "%20",
            "app_key=%20" + key,
            "app_key=null",
            "app_key=" + Convert.ToHexStringLower(Bytes(d, 20))
        );
        return d.At("wrong key", ["Unauthorized"], d.Path, app + (d.IsPost ? "" : d.Query()));
    }

    private static HostileRequest? WithoutPermission(Draft d) =>
        !d.DemandsPermission
            ? null
            : d.At("without permission", ["AccessDenied"], d.Path, "app_key=" + d.World.Outsider.Key);

    private static HostileRequest WrongMethod(Draft d)
    {
        var method = d.Pick(
            d.IsPost ? "GET" : "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "PROPFIND",
            "X",
            d.IsPost ? "get" : "post"
        );
        return d.At(
            "wrong method",
            ["MethodNotAllowed"],
            d.Path,
            $"app_key={d.World.Owner.Key}{d.Query()}",
            new HttpMethod(method)
        );
    }

    private static HostileRequest? UnknownPath(Draft d)
    {
        var path = d.Pick(
            d.Path + "s",
            d.Path + "/x",
            d.Path.Replace("/", "//", StringComparison.Ordinal),
            d.Path.Replace('-', '_') + "_",
            d.Path + "%2F",
            d.Path + "%20",
            d.Path + ".json",
            d.Path + "/..%2f..%2fetc/passwd",
            d.Path[1..].Insert(0, "/%2e%2e/%2e%2e/x/"),
            d.Path + "%3Fapp_key=1",
            d.Path + ";a=b",
            "/api" + d.Path,
            d.Path + "%EF%BC%8F",
            "/" + new string('a', 8000),
            d.Path + "'--",
            d.Path + "<script>alert(1)</script>".Replace("<", "%3C", StringComparison.Ordinal)
        );
        // The plural of a path can be another path.
        return PharosOperations.All.Any(o => o.Path == path)
            ? null
            : d.At("unknown path", ["RouteNotFound"], path, $"app_key={d.World.Owner.Key}{d.Query()}");
    }

    private static HostileRequest? WrongContentType(Draft d)
    {
        if (!d.IsPost)
            return null;
        var type = d.Pick(
            null,
            "text/plain",
            "text/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonx",
            "application/xml",
            "application",
            "application/json, text/plain",
            "json",
            "application/json+x",
            "application/*",
            "*/*",
            "application/vnd.api+json",
            "\"application/json\"",
            "application//json"
        );
        return d.Raw(
            "wrong content type",
            ["InvalidContentType"],
            Encoding.UTF8.GetBytes(d.Fields.ToJsonString()),
            type
        );
    }

    private static HostileRequest? Truncated(Draft d)
    {
        if (!d.IsPost)
            return null;
        var json = Encoding.UTF8.GetBytes(d.Fields.ToJsonString());
        return d.Raw("truncated", Parameter, json[..d.Random.Next(1, json.Length)]) with
        {
            Chunked = d.Random.Next(4) == 0,
        };
    }

    private static HostileRequest? NotJson(Draft d)
    {
        if (!d.IsPost)
            return null;
        var json = d.Fields.ToJsonString();
        var text = d.Pick(
            json + "}",
            json + json,
            json + ",",
            "/* hello */" + json,
            "// hello\n" + json,
            "{'a':1}",
            "{" + json,
            json.Insert(1, ","),
            json.Insert(1, "\"a\":NaN,"),
            json.Insert(1, "\"a\":Infinity,"),
            json.Insert(1, "\"a\":01,"),
            json.Insert(1, "\"a\":+1,"),
            json.Insert(1, "\"a\":.5,"),
            json.Insert(1, "\"a\":1.,"),
            json.Insert(1, "\"a\":0x1F,"),
            json.Insert(1, "\"a\":1e,"),
            json.Insert(1, "a:1,"),
            json.Insert(1, "\"a\":\"\\x41\","),
            json.Insert(1, "\"a\":\"\\u12\","),
            json.Insert(1, "\"a\":\"\n\","),
            json.Insert(1, "\"a\":\"\0\","),
            json.Insert(1, "\"a\":undefined,"),
            json.Insert(1, "\"a\":True,"),
            json[..^1] + ",}",
            "\0" + json,
            "<xml/>",
            "page_id=1&change_id=2",
            "   ",
            "\u00a0" + json,
            "--x\r\nContent-Disposition: form-data; name=\"page_id\"\r\n\r\n1\r\n--x--"
        );
        return d.Raw("not JSON", Parameter, Encoding.UTF8.GetBytes(text)) with { Chunked = d.Random.Next(4) == 0 };
    }

    private static HostileRequest? WrongRoot(Draft d)
    {
        if (!d.IsPost)
            return null;
        var json = d.Fields.ToJsonString();
        var text = d.Pick(
            "[]",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e400",
            "\"\"",
            "\"x\"",
            $"[{json}]",
            $"[[{json}]]",
            System.Text.Json.JsonSerializer.Serialize(json),
            "[null]",
            "[1,2,3]"
        );
        return d.Raw("wrong root", Parameter, Encoding.UTF8.GetBytes(text));
    }

    private static HostileRequest? InvalidUtf8(Draft d)
    {
        if (!d.IsPost)
            return null;
        // A lone continuation, an overlong slash, a surrogate, beyond Unicode, a cut sequence, bytes that never occur.
        var bytes = d.Pick(
            "\x80",
            "\xC0\xAF",
            "\xE0\x80\xAF",
            "\xED\xA0\x80",
            "\xED\xBF\xBF",
            "\xF4\x90\x80\x80",
            "\xE2\x82",
            "\xFE",
            "\xFF",
            "\xFF\xFE",
            "\xF8\x88\x80\x80\x80"
        );
        if (d.PickSpot(s => s.Type == typeof(string)) is { } spot && d.Random.Next(3) > 0)
            spot.Put(Draft.Hole);
        else
            d.Fields["unknown"] = Draft.Hole;
        return d.Send("invalid UTF-8", Parameter, $"\"a{bytes}z\"");
    }

    private static HostileRequest? TooDeep(Draft d)
    {
        if (!d.IsPost)
            return null;
        var depth = d.Pick(33, 64, 500, 20_000);
        var (open, close) = d.Pick(("[", "]"), ("{\"a\":", "}"));
        if (d.PickSpot(_ => true) is { } spot && d.Random.Next(2) == 0)
            spot.Put(Draft.Hole);
        else
            d.Fields["unknown"] = Draft.Hole;
        return d.Send(
            "too deep",
            Parameter,
            string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth))
        );
    }

    /// <summary>Seldom, because it is slow.</summary>
    private static HostileRequest? TooLarge(Draft d)
    {
        if (!d.IsPost || d.Random.Next(8) > 0)
            return null;
        var json = d.Fields.ToJsonString();
        var padding = new string(' ', MaxBody);
        var text = d.Pick(json + padding, padding + json, json[..^1] + padding + '}');
        return d.Raw(TooLargeKind, ["EntityTooLarge"], Encoding.UTF8.GetBytes(text)) with
        {
            Chunked = d.Random.Next(2) == 0,
        };
    }

    /// <summary>
    /// Oddities in the query that must not be stumbled over; what the server does read of the request is bad anyway.
    /// </summary>
    private static HostileRequest OddQuery(Draft d)
    {
        var odd = d.Pick(
            "&",
            "&&&=",
            "&=x",
            "&%",
            "&%zz=%zz",
            "&%00=%00",
            "&%ff=%fe",
            "&a%5B%5D=1",
            "&pages%00=1",
            "&a=%u0041",
            "&x=" + new string('y', 30_000),
            "&;=;",
            "&#x",
            "&a=b=c=d",
            "&__proto__=1"
        );
        if (!d.IsPost)
        {
            var number = d.PickSpot(s => s.Type == typeof(long));
            number?.Put(0);
            return d.At(
                "odd query",
                number is null ? null : Parameter,
                d.Path,
                $"app_key={d.World.Owner.Key}{d.Query()}{odd}"
            );
        }

        return d.Raw("odd query", Parameter, "{"u8.ToArray()) with
        {
            Address = d.At("", null, d.Path, $"app_key={d.World.Owner.Key}{odd}").Address,
        };
    }

    private static HostileRequest OddLanguage(Draft d)
    {
        var language = d.Pick(
            "zh-CN",
            "zh;q=0.0000000001",
            "*",
            ",,,;;;",
            "q=",
            "xx-YY-ZZ-" + new string('a', 3000),
            "en;q=1e400",
            "zh-Hans;q=-1",
            string.Join(',', Enumerable.Range(0, 500)),
            "../../etc/passwd",
            "en\tzh"
        );
        return d.At("odd language", ["Unauthorized"], d.Path, d.IsPost ? "" : d.Query()[1..].Insert(0, "a=b&")) with
        {
            AcceptLanguage = language,
        };
    }

    private static byte[] Bytes(Draft d, int count)
    {
        var bytes = new byte[count];
        d.Random.NextBytes(bytes);
        return bytes;
    }
}
