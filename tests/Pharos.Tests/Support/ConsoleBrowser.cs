using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Pharos.Tests.Support;

/// <summary>
/// A browser as far as forms need one: keeps cookies, follows no redirect, fills in what a page's form holds.
/// </summary>
public sealed partial class ConsoleBrowser(HttpClient http, string? language = null)
{
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    /// <summary>A moment as a time field of a member in UTC holds it.</summary>
    public static string LocalTime(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    public Task<ConsoleAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Reads the page that a form is on and sends the form.</summary>
    public async Task<ConsoleAnswer> Submit(string page, string action, params (string Name, string Value)[] fields) =>
        await Submit(await Get(page), action, fields);

    /// <summary>Sends a form of a page that was read, with its hidden fields.</summary>
    public Task<ConsoleAnswer> Submit(ConsoleAnswer page, string action, params (string Name, string Value)[] fields) =>
        Post(action, [.. page.Hidden(action), .. fields]);

    /// <summary>Sends a form of a page that was read, as it is but for these fields.</summary>
    public Task<ConsoleAnswer> SubmitTouching(
        ConsoleAnswer page,
        string action,
        params (string Name, string Value)[] fields
    ) => Post(action, [.. page.Untouched(action).Where(f => !Array.Exists(fields, g => g.Name == f.Name)), .. fields]);

    public Task<ConsoleAnswer> Post(string path, params (string Name, string Value)[] fields) =>
        Send(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            }
        );

    /// <summary>Sends a form that may have files in it, of a page that was read.</summary>
    public Task<ConsoleAnswer> SubmitFiles(
        ConsoleAnswer page,
        string action,
        IEnumerable<(string Name, string FileName, byte[] Bytes)> files,
        params (string Name, string Value)[] fields
    )
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. page.Hidden(action), .. fields])
            content.Add(new StringContent(value), name);
        foreach (var (name, fileName, bytes) in files)
            content.Add(new ByteArrayContent(bytes), name, fileName);
        return Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    /// <param name="contentType">Any text, valid or not.</param>
    public Task<ConsoleAnswer> PostBytes(string path, byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    public Task<ConsoleAnswer> SignIn(string email, string password) =>
        Submit("/console/sign-in", "/console/sign-in", ("email", email), ("password", password));

    public void SetCookie(string name, string value) => cookies[name] = value;

    private async Task<ConsoleAnswer> Send(HttpRequestMessage request)
    {
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        using var response = await http.SendAsync(request);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
        foreach (var cookie in set)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
                cookies.Remove(pair[0]);
            else
                cookies[pair[0]] = pair[1];
        }

        return new ConsoleAnswer(response, await response.Content.ReadAsStringAsync(), set);
    }
}

/// <summary>A page, or where to go instead.</summary>
public sealed partial class ConsoleAnswer(HttpResponseMessage response, string html, string[] setCookies)
{
    public HttpStatusCode Status { get; } = response.StatusCode;
    public string? Location { get; } = response.Headers.Location?.OriginalString;
    public string? ContentType { get; } = response.Content.Headers.ContentType?.MediaType;
    public string Html => html;
    public string[] SetCookies => setCookies;

    /// <summary>The text as read, without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The key that the page shows; null when it shows none.</summary>
    public string? NewKey => Secret().Match(html) is { Success: true } match ? match.Groups["key"].Value : null;

    /// <summary>The hidden fields of the form with this action.</summary>
    public IEnumerable<(string Name, string Value)> Hidden(string action)
    {
        var start = html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"no form with the action {action}:\n{html}");
        var form = html[start..html.IndexOf("</form>", start, StringComparison.Ordinal)];
        return HiddenField()
            .Matches(form)
            .Select(m =>
                (WebUtility.HtmlDecode(m.Groups["name"].Value), WebUtility.HtmlDecode(m.Groups["value"].Value))
            );
    }

    /// <summary>
    /// All fields of the form with this action, as a browser sends them when nothing is touched; without buttons.
    /// </summary>
    public IReadOnlyList<(string Name, string Value)> Untouched(string action)
    {
        var form = new HtmlParser()
            .ParseDocument(html)
            .QuerySelectorAll<IHtmlFormElement>("form")
            .First(f => f.GetAttribute("action") == action);
        var fields = new List<(string, string)>();
        foreach (var element in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" or "submit" or "file" } input:
                    if (input.IsChecked)
                        fields.Add((name, input.Value));
                    break;
                case IHtmlInputElement input:
                    fields.Add((name, input.Value));
                    break;
                case IHtmlSelectElement select:
                    fields.Add((name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement text:
                    fields.Add((name, text.Value));
                    break;
            }
        }

        return fields;
    }

    /// <summary>What shows a form of this browser to be ours; not the field that tells one form from another.</summary>
    public (string Name, string Value) Token() => Hidden("/console/sign-out").Single(f => f.Name == "form_token");

    /// <summary>The IDs of the keys listed.</summary>
    public IReadOnlyList<string> KeyIds() => [.. KeyId().Matches(html).Select(m => m.Groups["id"].Value).Distinct()];

    public void Sees(string address)
    {
        Assert.Equal(HttpStatusCode.SeeOther, Status);
        Assert.Equal(address, Location);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("""<code class="secret" id="new-key">(?<key>[^<]*)</code>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HiddenField();

    [GeneratedRegex("/console/account/app-keys/(?<id>[0-9A-Z]{26})/delete", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyId();
}
