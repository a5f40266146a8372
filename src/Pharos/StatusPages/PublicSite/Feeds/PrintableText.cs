using System.Text.Json;
using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>Writes texts without the characters that no output may contain.</summary>
internal sealed class PrintableText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HumanText.Printable(value));
}
