using System.Collections;
using System.Text;
using System.Text.Json;
using Pharos.Host;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Audit;
using Pharos.StatusPages.Components;

namespace Pharos.Tests.Platform.Audit;

/// <summary>What is kept of a request, and what it is called.</summary>
[Trait("Runs", "Once")]
public sealed class AuditBodyTests
{
    /// <summary>What a secret is likely to be called.</summary>
    private static readonly string[] Smells =
    [
        "password",
        "secret",
        "token",
        "url",
        "key",
        "credential",
        "hash",
        "digest",
        "code",
    ];

    /// <summary>Properties that only sound like it.</summary>
    private static readonly string[] Harmless =
    [
        "url_name",
        "logo_url",
        "url", // Of pages: for everybody to read.
        "country_code",
        "countryCode",
        "key_id",
        "ended_keys", // A flag.
        "kept_keys",
        "key", // Of a condition: the field that it compares.
        "keys", // Of grouping: the fields that it compares.
        "i_keys",
        "equal_keys",
        "key_field", // Of an email: the part that becomes the alert's key.
        "key_pattern",
        "alert_keys",
        "dedup_key",
        "alert_key",
    ];

    [Fact]
    public void What_is_called_like_a_secret_is_hidden()
    {
        var seen = new HashSet<Type>();
        var hidden = new List<string>();
        foreach (var operation in PharosOperations.All.Where(o => o.Audit is not null))
            Look(operation.Audit!.Record ?? operation.Request, operation.Audit.Name);

        Assert.Equal(
            [
                "CreateAccountRequest.password",
                "EscalationWebhookSettings.sign_secret",
                "EscalationWebhookSettings.token",
                "EscalationWebhookSettings.verify_token",
                "NewWebhook.secret",
                "NewWebhook.url",
            ],
            hidden.Order(StringComparer.Ordinal)
        );

        void Look(Type type, string operation)
        {
            if (
                type == typeof(string)
                || type.IsPrimitive
                || type.IsEnum
                || Nullable.GetUnderlyingType(type) is not null
                || !seen.Add(type)
            )
                return;
            if (typeof(IEnumerable).IsAssignableFrom(type))
            {
                foreach (var inner in type.GetGenericArguments())
                    Look(inner, operation);
                return;
            }

            foreach (var property in WireJson.Options.GetTypeInfo(type).Properties.Where(p => p.Get is not null))
            {
                if (property.AttributeProvider!.IsDefined(typeof(SecretAttribute), inherit: true))
                {
                    Assert.Equal(typeof(string), property.PropertyType);
                    hidden.Add($"{type.Name}.{property.Name}");
                }
                else if (!Harmless.Contains(property.Name))
                {
                    Assert.False(
                        Smells.Any(s => property.Name.Contains(s, StringComparison.OrdinalIgnoreCase)),
                        $"{property.Name} of {type.Name} ({operation}) may be a secret"
                    );
                }

                Look(property.PropertyType, operation);
            }
        }
    }

    [Fact]
    public void A_secret_is_shown_to_have_been_there_and_no_more()
    {
        Assert.Equal(
            """{"name":"Ops","url":"***"}""",
            AuditBody.From(new Sample("Ops", "https://hooks.example.com/T0/B0/x", null))
        );
        Assert.Equal("""{"name":"Ops","secret":"***"}""", AuditBody.From(new Sample("Ops", null, "")));
    }

    [Theory]
    [InlineData("x", 3)]
    [InlineData("ü", 7)]
    [InlineData("状", 11)]
    [InlineData("😀", 200)]
    public void A_long_request_is_cut_between_characters(string character, int length)
    {
        for (var shift = 0; shift < 8; shift++)
        {
            var name = new string('a', shift) + string.Concat(Enumerable.Repeat(character, length));
            var body = AuditBody.From(
                new UpsertComponentsRequest
                {
                    PageId = 1,
                    Components = [.. Enumerable.Repeat(new ComponentFields { Name = name }, 5000)],
                }
            );

            Assert.InRange(Encoding.UTF8.GetByteCount(body), AuditBody.MaxBytes - 3, AuditBody.MaxBytes);
            Assert.DoesNotContain('\uFFFD', body);
        }
    }

    [Fact]
    public void A_request_that_just_fits_is_kept_whole()
    {
        var empty = JsonSerializer.Serialize(new Padding(["", ""]), WireJson.Options).Length;
        for (var over = -1; over <= 1; over++)
        {
            var whole = new Padding([new string('x', AuditBody.MaxBytes - empty + over - 1), "😀"[..0] + "y"]);
            var json = JsonSerializer.Serialize(whole, WireJson.Options);
            Assert.Equal(json[..Math.Min(json.Length, AuditBody.MaxBytes)], AuditBody.From(whole));
        }
    }

    [Fact]
    public void A_long_text_put_first_hides_nothing_that_follows()
    {
        var body = AuditBody.From(
            new ComponentFields
            {
                ComponentId = "01KC3GAZ6ZJE40H55GM31RPWZE",
                Description = new string('x', 999) + "😀" + new string('x', 60_000),
                HideAll = true,
                Name = "API",
            }
        );

        Assert.Contains($"\"{new string('x', 999)}…\"", body, StringComparison.Ordinal);
        Assert.EndsWith("\"hide_all\":true}", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_of_a_hundred_megabytes_costs_no_more_than_what_is_kept_of_it()
    {
        var huge = new UpsertComponentsRequest
        {
            Components = [.. Enumerable.Repeat(new ComponentFields { Name = new string('x', 200) }, 500_000)],
        };
        AuditBody.From(huge);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AuditBody.From(huge);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_in_both_languages()
    {
        var all = new AuditCatalogue(PharosOperations.All).All;
        var names = all.Select(o => o.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(Language.All, language => Assert.Distinct(all.Select(o => o.Label(language))));
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)*:(read|write):[a-z]+(-[a-z]+)*$", name));
        Assert.All(all, o => Assert.Equal(o.IsWrite, o.Name.Contains(":write:", StringComparison.Ordinal)));
    }

    private sealed record Sample(string Name, [property: Secret] string? Url, [property: Secret] string? Secret);

    private sealed record Padding(IReadOnlyList<string> Texts);
}
