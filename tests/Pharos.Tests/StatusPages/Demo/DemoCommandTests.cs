using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Demo;

[Trait("Runs", "Once")]
public sealed partial class DemoCommandTests
{
    [Fact]
    public async Task What_the_demo_prints_is_true_and_all_of_it_is_gone_afterwards()
    {
        var temporary = Directory.CreateTempSubdirectory("pharos-test-").FullName;
        await using var demo = PharosProcess.StartIn(temporary, "demo", "--urls", "https://127.0.0.1:0");

        var said = await demo.OutputUpTo("Ctrl+C");
        var address = new Uri(Curl().Match(said).Groups["address"].Value);
        using var http = TestServer.NewHttpClient(address);
        using var answer = await http.GetAsync(address);
        var data = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!;
        var pushes = new List<HttpStatusCode>();
        foreach (Match push in PushCurl().Matches(said))
        {
            using var pushed = await http.PostAsync(
                new Uri(push.Groups["address"].Value),
                new StringContent(push.Groups["body"].Value)
            );
            pushes.Add(pushed.StatusCode);
        }

        var folders = Directory.GetDirectories(temporary, "pharos-demo-*");
        var ended = await demo.Terminate();

        Assert.Single(folders);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], pushes);
        Assert.Equal("resolved", data["status"]!.GetValue<string>());
        Assert.Contains(
            "\n- ",
            data["updates"]!.AsArray()[^1]!["description"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        Assert.Contains($"{address.GetLeftPart(UriPartial.Authority)}/s/larkspur", said, StringComparison.Ordinal);
        Assert.Contains($"{address.GetLeftPart(UriPartial.Authority)}/console/sign-in", said, StringComparison.Ordinal);
        Assert.Matches(@"Password +[a-z2-9]{14}\s", said);
        Assert.Matches(@"API key +[0-9a-f]{40}\s", said);
        // On a busy machine, the log may also say that the delivery loop is late.
        Assert.Equal(
            ["100 of 117 events", "117 of 117 events"],
            ended.Error.Split('\n').Where(line => line.EndsWith(" events", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(" ERROR ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(0, ended.Code);
        Assert.Empty(Directory.GetDirectories(temporary, "pharos-demo-*"));
        Directory.Delete(temporary, recursive: true);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_line()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"https://{other.LocalEndpoint}";

        var refused = await PharosProcess.Run("demo", "--urls", url);

        Assert.Equal($"pharos: cannot listen on {url}: the address is in use by another program\n", refused.Error);
        Assert.Equal("", refused.Out);
        Assert.Equal(1, refused.Code);
    }

    [Fact]
    public async Task A_data_folder_that_was_named_is_kept_and_not_filled_twice()
    {
        var folder = Directory.CreateTempSubdirectory("pharos-test-").FullName;
        await using (var demo = PharosProcess.Start("demo", "--urls", "https://127.0.0.1:0", "--data", folder))
        {
            await demo.OutputUpTo($"keeps its data in {folder}");
            Assert.Equal(0, (await demo.Terminate()).Code);
        }

        var again = await PharosProcess.Run("demo", "--urls", "https://127.0.0.1:0", "--data", folder);

        Assert.Contains("already has a page larkspur", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, again.Code);
        Assert.True(File.Exists(Path.Combine(folder, "pharos.db")));
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(
        "curl -k '(?<address>https://[^']+/status-page/change/info[^']+)'",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Curl();

    [GeneratedRegex(
        "curl -k '(?<address>https://[^']+/event/push/[^']+)' -d '(?<body>[^']+)'",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PushCurl();
}
