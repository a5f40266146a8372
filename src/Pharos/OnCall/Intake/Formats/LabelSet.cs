using System.Text;
using System.Text.Json;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// Collects the labels of an event within the limits of the contract: the first 50 stay. The first of two values with
/// one name stays too, so formats add the most important ones first. A label without a value is no label, as in
/// Prometheus.
/// </summary>
internal sealed class LabelSet
{
    public const int MaxLabels = 50;

    /// <summary>Objects that are nested deeper are left out.</summary>
    private const int MaxNesting = 4;

    /// <summary>Enough for most events, without growing.</summary>
    private const int InitialCapacity = 16;

    private readonly Dictionary<string, string> labels = new(InitialCapacity, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Labels => labels;

    /// <summary>A label's value; empty if there is no such label.</summary>
    public string this[string name] => labels.GetValueOrDefault(name, "");

    public void Add(string name, string value)
    {
        if (labels.Count >= MaxLabels || value.Length == 0)
            return;
        name = EventText.Line(name, EventText.MaxLabelName);
        value = EventText.Paragraphs(value, EventText.MaxLabelValue);
        if (name.Length > 0 && value.Length > 0)
            labels.TryAdd(name, value);
    }

    /// <summary>
    /// Adds the fields of an object. The fields of nested objects get names such as <c>host.name</c>; a list of plain
    /// values becomes one label.
    /// </summary>
    /// <param name="except">Fields to leave out.</param>
    public void AddFields(JsonElement from, IReadOnlySet<string>? except = null)
    {
        if (from.ValueKind == JsonValueKind.Object)
            AddFields(from, "", except, MaxNesting);
    }

    private void AddFields(JsonElement from, string prefix, IReadOnlySet<string>? except, int nesting)
    {
        foreach (var field in from.EnumerateObject())
        {
            if (labels.Count >= MaxLabels)
                return;
            var name = field.Name;
            // Grafana and Prometheus use names with two underscores for themselves.
            if (name.StartsWith("__", StringComparison.Ordinal) || except?.Contains(name) == true)
                continue;
            AddValue(prefix + name, field.Value, nesting);
        }
    }

    private void AddValue(string name, JsonElement value, int nesting)
    {
        switch (value.ValueKind)
        {
            // A name that is too long already can't be extended.
            case JsonValueKind.Object when nesting > 1 && name.Length < EventText.MaxLabelName:
                AddFields(value, name + '.', except: null, nesting - 1);
                break;
            case JsonValueKind.Array when Joined(value) is { } joined:
                Add(name, joined);
                break;
            case JsonValueKind.Array when nesting > 1 && name.Length < EventText.MaxLabelName:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    if (labels.Count >= MaxLabels)
                        return;
                    AddValue($"{name}.{index}", item, nesting - 1);
                }

                break;
            default:
                Add(name, value.Text());
                break;
        }
    }

    /// <summary>The values of a list, separated by commas; null if it contains objects or lists.</summary>
    private static string? Joined(JsonElement array)
    {
        var joined = new StringBuilder();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return null;
            if (joined.Length > EventText.MaxLabelValue)
                break;
            if (item.Text() is { Length: > 0 } text)
                joined.Append(joined.Length > 0 ? "," : "").Append(text);
        }

        return joined.ToString();
    }
}
