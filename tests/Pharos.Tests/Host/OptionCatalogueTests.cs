using System.Globalization;
using Microsoft.Extensions.Configuration;
using Pharos.Database;
using Pharos.Host;

namespace Pharos.Tests.Host;

[Trait("Runs", "Once")]
public sealed class OptionCatalogueTests
{
    [Fact]
    public void Without_any_configuration_every_option_has_its_default()
    {
        var options = Read();

        Assert.Equal(
            ("pharos-data", null, "https://127.0.0.1:8443", true),
            (options.Data, options.Database, options.Urls, options.RateLimits.Enabled)
        );
        Assert.Equal((1000, 50), (options.RateLimits.PerMinute, options.RateLimits.PerSecond));
        foreach (var entry in OptionCatalogue.Entries.Where(e => e.Default.Length > 0))
            Assert.NotNull(Read((entry.Key, entry.Default)));
    }

    [Fact]
    public void Every_option_has_a_description_and_says_what_it_may_be()
    {
        Assert.All(OptionCatalogue.Entries, entry =>
            Assert.True(
                entry.Key.StartsWith("Pharos:", StringComparison.Ordinal)
                    && entry.Description.Length > 10
                    && entry.Allowed.Length > 0,
                entry.Key
            )
        );
        Assert.Equal(
            OptionCatalogue.Entries.Count,
            OptionCatalogue.Entries.DistinctBy(e => e.Key, StringComparer.OrdinalIgnoreCase).Count()
        );
    }

    [Fact]
    public void A_number_is_taken_up_to_its_bounds_and_no_further()
    {
        var numbers = OptionCatalogue
            .Entries.Where(e => e.Allowed.StartsWith("an integer from", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(numbers);
        foreach (var entry in numbers)
        {
            var words = entry.Allowed.Split(' ');
            var (min, max) = (
                long.Parse(words[3], CultureInfo.InvariantCulture),
                long.Parse(words[5], CultureInfo.InvariantCulture)
            );
            Assert.NotNull(Read((entry.Key, Text(min))));
            Assert.NotNull(Read((entry.Key, Text(max))));
            foreach (var wrong in (string[])[Text(min - 1), Text(max + 1), "1.5", "1e3", "many", "0x400", " "])
                Assert.Equal($"{entry.Key} must be {entry.Allowed}", Refused(entry.Key, wrong));
        }
    }

    [Theory]
    [InlineData("Pharos:Urls", "https://127.0.0.1:8443;http://[::1]:80", true)]
    [InlineData("Pharos:Urls", "https://*:443", true)]
    [InlineData("Pharos:Urls", "127.0.0.1:8443", false)]
    [InlineData("Pharos:Urls", "https://127.0.0.1:99999", false)]
    [InlineData("Pharos:Urls", "https://127.0.0.1:8443/path", false)]
    [InlineData("Pharos:Urls", ";", false)]
    [InlineData("Pharos:Urls", "https://127.0.0.1:80x", false)]
    [InlineData("Pharos:Urls", "https://status.example.com", false)]
    [InlineData("Pharos:PublicUrl", "https://status.example.com", true)]
    [InlineData("Pharos:PublicUrl", "https://status.example.com/", true)]
    [InlineData("Pharos:PublicUrl", "https://status.example.com/path", false)]
    [InlineData("Pharos:PublicUrl", "status.example.com", false)]
    [InlineData("Pharos:TrustedProxies", "10.0.0.0/8, 127.0.0.1, ::1, fd00::/8", true)]
    [InlineData("Pharos:TrustedProxies", "10.0.0.0/33", false)]
    [InlineData("Pharos:TrustedProxies", "proxy.example.com", false)]
    [InlineData("Pharos:Publish:Directory", "pharos-data", false)]
    [InlineData("Pharos:Publish:Directory", "pharos-data/public", true)]
    [InlineData("Pharos:Publish:Directory", "pharos-data-public", true)]
    [InlineData("Pharos:Publish:Directory", ".", false)]
    [InlineData("Pharos:Publish:Url", "https://status.example.com", true)]
    [InlineData("Pharos:Publish:Url", "http://bucket.example.com/a/b/", true)]
    [InlineData("Pharos:Publish:Url", "https://status.example.com/?a=b", false)]
    [InlineData("Pharos:Publish:Url", "ftp://status.example.com", false)]
    [InlineData("Pharos:Publish:Language", "zh", true)]
    [InlineData("Pharos:Publish:Language", "fr", false)]
    [InlineData("Pharos:RateLimits:Enabled", "False", true)]
    [InlineData("Pharos:RateLimits:Enabled", "no", false)]
    public void A_value_is_checked_at_the_start(string key, string value, bool allowed)
    {
        if (allowed)
            Assert.NotNull(Read((key, value)));
        else
            Assert.StartsWith(key + " must ", Refused(key, value), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_no_option_has_is_found()
    {
        var configuration = Configuration(
            ("Pharos:RateLimit:Enabled", "false"),
            ("pharos:data", "here"),
            ("Logging:LogLevel:Default", "Debug")
        );

        Assert.Equal(["Pharos:RateLimit:Enabled"], OptionCatalogue.Unknown(configuration));
        Assert.Equal("here", OptionCatalogue.Read(configuration).Data);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Refused(string key, string value) =>
        Assert.Throws<StartupException>(() => Read((key, value))).Message;

    private static PharosOptions Read(params (string Key, string Value)[] given) =>
        OptionCatalogue.Read(Configuration(given));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] given) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(g => KeyValuePair.Create(g.Key, (string?)g.Value)))
            .Build();

    [Fact]
    public async Task The_README_lists_every_option_as_it_is()
    {
        var readme = await File.ReadAllTextAsync(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../README.md"))
        );

        foreach (var entry in OptionCatalogue.Entries)
        {
            var fallback = entry.Default.Length == 0 ? "none" : entry.Default;
            Assert.Contains(
                $"| `{entry.Key}` | {fallback} | {entry.Allowed} | {entry.Description} |",
                readme,
                StringComparison.Ordinal
            );
        }
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
