using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// The limits of the lists in a request, which <see cref="MaxLengthAttribute"/> declares. A body is scanned before it
/// is parsed, because a list of empty objects takes thirty times its bytes in memory. Requests of the console and the
/// command line have no body and are checked as records.
/// </summary>
internal static class ItemLimits
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Checks a body. Malformed JSON passes up to its fault, which the parser then reports.</summary>
    /// <exception cref="ApiException">A list has more items than allowed.</exception>
    public static void Scan<T>(ReadOnlySpan<byte> json)
    {
        var shape = ShapeOf(typeof(T));
        if (shape.Fields.Length == 0)
            return;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = WireJson.Options.MaxDepth });
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                Scan(ref reader, shape, []);
        }
        catch (JsonException)
        {
            // The parser finds the same fault and explains it.
        }
    }

    /// <summary>Checks a request record.</summary>
    /// <exception cref="ApiException">A list has more items than allowed.</exception>
    public static void Check<T>(T request)
        where T : class
    {
        var shape = ShapeOf(typeof(T));
        if (shape.Fields.Length > 0)
            Check(request, shape, []);
    }

    private static void Scan(ref Utf8JsonReader reader, Shape shape, List<Step> path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = shape.Find(ref reader);
            reader.Read();
            if (field is null)
            {
                reader.Skip();
                continue;
            }

            path.Add(new Step(field.Name, -1));
            if (field.IsList && reader.TokenType == JsonTokenType.StartArray)
                ScanItems(ref reader, field, path);
            else if (!field.IsList && reader.TokenType == JsonTokenType.StartObject)
                Scan(ref reader, field.Inner, path);
            else
                reader.Skip();
            path.RemoveAt(path.Count - 1);
        }
    }

    private static void ScanItems(ref Utf8JsonReader reader, Field field, List<Step> path)
    {
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count >= field.MaxItems)
                throw TooMany(path, field.MaxItems);
            path[^1] = new Step(field.Name, count);
            if (reader.TokenType == JsonTokenType.StartObject && field.Inner.Fields.Length > 0)
                Scan(ref reader, field.Inner, path);
            else
                reader.Skip();
        }
    }

    private static void Check(object record, Shape shape, List<Step> path)
    {
        foreach (var field in shape.Fields)
        {
            if (field.Get(record) is not { } value)
                continue;
            path.Add(new Step(field.Name, -1));
            if (!field.IsList)
                Check(value, field.Inner, path);
            else if (value is ICollection items)
                CheckItems(items, field, path);
            path.RemoveAt(path.Count - 1);
        }
    }

    private static void CheckItems(ICollection items, Field field, List<Step> path)
    {
        if (items.Count > field.MaxItems)
            throw TooMany(path, field.MaxItems);
        if (field.Inner.Fields.Length == 0)
            return;
        var index = 0;
        foreach (var item in items)
        {
            path[^1] = new Step(field.Name, index++);
            if (item is not null)
                Check(item, field.Inner, path);
        }
    }

    /// <param name="path">The path of the list; its last index is that of an item and is left out.</param>
    /// <param name="max">The limit.</param>
    private static ApiException TooMany(List<Step> path, int max)
    {
        var name = new StringBuilder();
        for (var i = 0; i < path.Count; i++)
        {
            var step = path[i];
            if (i > 0)
                name.Append('.');
            name.Append(step.Index < 0 || i == path.Count - 1 ? step.Name : Validate.Index(step.Name, step.Index));
        }

        return Errors.Invalid(Messages.TooMany, name.ToString(), max);
    }

    private static Shape ShapeOf(Type record) => Shapes.GetOrAdd(record, static type => new Shape([.. Fields(type)]));

    /// <summary>The fields that are limited lists or contain some.</summary>
    private static IEnumerable<Field> Fields(Type record)
    {
        var info = WireJson.Options.GetTypeInfo(record);
        if (info.Kind != JsonTypeInfoKind.Object)
            yield break;
        foreach (var property in info.Properties.Where(p => p.Get is not null))
        {
            var item = RequestBody.ItemOf(property.PropertyType);
            var inner = ShapeOf(item ?? property.PropertyType);
            var declared = property.AttributeProvider?.GetCustomAttributes(typeof(MaxLengthAttribute), inherit: true)
                is [MaxLengthAttribute limit]
                ? limit.Length
                : (int?)null;
            if (item is null ? inner.Fields.Length > 0 : declared is not null || inner.Fields.Length > 0)
                yield return new Field(property.Name, property.Get!, item is not null, declared ?? int.MaxValue, inner);
        }
    }

    private readonly record struct Step(string Name, int Index);

    private sealed record Shape(Field[] Fields)
    {
        public Field? Find(ref Utf8JsonReader name)
        {
            foreach (var field in Fields)
            {
                if (name.ValueTextEquals(field.Name))
                    return field;
            }

            return null;
        }
    }

    private sealed record Field(string Name, Func<object, object?> Get, bool IsList, int MaxItems, Shape Inner);
}
