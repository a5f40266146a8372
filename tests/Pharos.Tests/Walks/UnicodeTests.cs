using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>Unicode in every field of every operation, and in what older versions stored.</summary>
public sealed partial class UnicodeTests(SharedServer shared)
{
    /// <summary>What is dropped from every text, and what stays.</summary>
    private const string Odd =
        "\u202eabc\u2066\u200b\ufeff\ufffe\U0001ffff\u2028 e\u0301 \u05e9\u05d2 "
        + "\U0001f468\u200d\U0001f469 \u0130\u00df";

    private const string Control = "\u001b[31m\u0001\u0085\u009f\u007f";

    public static IEnumerable<TheoryDataRow<string>> Paths => ContractFile.FewerPathsOnPostgres;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Any_text_in_any_field_is_taken_or_refused_and_never_printed_raw(string path)
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var operation = ContractFile.Operation(path);
        var sample = page.Request(path);
        foreach (
            var spoil in (Func<string, string>[])[s => s + Odd, s => Odd + s, s => s + Control, s => s + Odd + Control]
        )
        {
            foreach (var at in Texts(sample, []).ToList())
            {
                var request = sample.DeepClone().AsObject();
                Put(request, at, spoil);
                var answer = await page.Api.Call(operation.Method, path, request);
                Assert.True(
                    answer.Status < HttpStatusCode.InternalServerError,
                    $"{string.Join('.', at)}: {answer.Text}"
                );
            }
        }

        await DemandPrintable(page);
    }

    [Fact]
    public async Task Texts_that_an_older_version_stored_are_printed_without_control_characters()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var old = "old " + Control.Replace("\0", "", StringComparison.Ordinal) + "\ufffe\u202e end &#27; &#x202e;";
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            await db
                .Pages.Where(p => p.PageId == page.PageId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.Name, old)
                        .SetProperty(p => p.PageTitle, old)
                        .SetProperty(p => p.PageHeader, old)
                        .SetProperty(p => p.PageFooter, old)
                );
            await db
                .Components.Where(c => c.PageId == page.PageId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(c => c.Name, c => c.Name + old).SetProperty(c => c.Description, old)
                );
            await db
                .Sections.Where(c => c.PageId == page.PageId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, old).SetProperty(c => c.Description, old));
            await db
                .Changes.Where(c => c.PageId == page.PageId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Title, old).SetProperty(c => c.Description, old));
            await db
                .Updates.Where(u => u.ChangeId == page.ChangeId)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Description, old));
        }

        await DemandPrintable(page);
    }

    private async Task DemandPrintable(SamplePage page)
    {
        var info = await page.Api.Get("/status-page/info", ("page_id", page.PageId));
        if (info.Status != HttpStatusCode.OK)
            return; // The operation deleted the page.
        var site = "/s/" + info.Data["url_name"]!.GetValue<string>();
        foreach (
            var view in (string[])
                [
                    "",
                    "/history",
                    $"/events/{page.ChangeId.ToString(CultureInfo.InvariantCulture)}",
                    $"/events/{page.ChangeId.ToString(CultureInfo.InvariantCulture)}/feed.atom",
                    .. SiteViews.Files.Select(f => "/" + f),
                ]
        )
        {
            var answer = await SiteAnswer.Get(shared.Server.Http, site + view, ("Accept-Language", "en"));
            if (answer.ContentType == "image/png")
                continue;
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{view}: {answer.Status}");
            if (answer.ContentType == "application/json")
            {
                // Character references are plain text there.
                foreach (var text in Strings(JsonNode.Parse(answer.Text)))
                    DemandRaw(view, text);
                continue;
            }

            DemandPrintable(view, answer.Text);
            if (answer.ContentType?.EndsWith("xml", StringComparison.Ordinal) == true)
                DemandRaw(view, WebUtility.HtmlDecode(answer.Text));
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject value => value.SelectMany(p => Strings(p.Value)),
            JsonArray items => items.SelectMany(Strings),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    private static void DemandRaw(string view, string text)
    {
        foreach (var bad in text.EnumerateRunes().Where(r => HumanText.IsUnprintable(r.Value)).Take(1))
        {
            var at = text.IndexOf(bad.ToString(), StringComparison.Ordinal);
            Assert.Fail($"{view} contains U+{bad.Value:X4} after {text[Math.Max(0, at - 100)..at]}");
        }
    }

    private static void DemandPrintable(string view, string text)
    {
        DemandRaw(view, text);
        foreach (Match reference in Reference().Matches(text))
        {
            var value = reference.Groups["hex"] is { Success: true } hex
                ? int.Parse(hex.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : int.Parse(reference.Groups["decimal"].Value, CultureInfo.InvariantCulture);
            Assert.False(HumanText.IsUnprintable(value), $"{view} contains {reference.Value}");
        }
    }

    /// <summary>The steps to every text of a request.</summary>
    private static IEnumerable<object[]> Texts(JsonNode? node, object[] steps) =>
        node switch
        {
            JsonObject map => map.SelectMany(p => Texts(p.Value, [.. steps, p.Key])),
            JsonArray list => list.SelectMany((item, i) => Texts(item, [.. steps, i])),
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [steps],
            _ => [],
        };

    private static void Put(JsonNode node, object[] steps, Func<string, string> spoil)
    {
        foreach (var step in steps.SkipLast(1))
            node = step is int i ? node[i]! : node[(string)step]!;
        if (steps[^1] is int index)
            node[index] = spoil(node[index]!.GetValue<string>());
        else
            node[(string)steps[^1]] = spoil(node[(string)steps[^1]]!.GetValue<string>());
    }

    [GeneratedRegex(
        "&#(?:x(?<hex>[0-9a-f]{1,6})|(?<decimal>[0-9]{1,7}));",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reference();
}
