using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Pharos.Database;

namespace Pharos.Host;

/// <summary>An option: its key, default, allowed values and description.</summary>
public sealed record OptionEntry(string Key, string Default, string Allowed, string Description);

/// <summary>
/// Reads and lists the options, using the attributes of <see cref="PharosOptions"/>.
/// </summary>
public static class OptionCatalogue
{
    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [.. Walk(new PharosOptions(), PharosOptions.Section).Select(leaf => leaf.Entry)];

    /// <exception cref="StartupException">
    /// An option is invalid. The message contains its key and what is allowed, but not the value, which may be a
    /// secret.
    /// </exception>
    public static PharosOptions Read(IConfiguration configuration)
    {
        var options = new PharosOptions();
        foreach (var (entry, owner, property) in Walk(options, PharosOptions.Section))
        {
            if (configuration[entry.Key] is { Length: > 0 } text)
                property.SetValue(owner, Convert(text, property.PropertyType) ?? throw Invalid(entry));
            if (
                property
                    .GetCustomAttributes<ValidationAttribute>()
                    .Any(check => !check.IsValid(property.GetValue(owner)))
            )
                throw Invalid(entry);
        }

        if (options.Cert is null != options.CertKey is null)
            throw new StartupException("Pharos:Cert and Pharos:CertKey must be set together");
        if (options.Publish.Directory is { } publish && DataFolder.IsWithin(options.Data, publish))
            throw new StartupException(
                "Pharos:Publish:Directory must not be the data folder or contain it, because its files are public"
            );
        return options;
    }

    /// <summary>Configured keys that match no option, probably typos.</summary>
    public static IEnumerable<string> Unknown(IConfiguration configuration)
    {
        var known = Entries.Select(e => e.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return configuration
            .GetSection(PharosOptions.Section)
            .AsEnumerable()
            .Where(pair => pair.Value is not null && !known.Contains(pair.Key))
            .Select(pair => pair.Key);
    }

    private static StartupException Invalid(OptionEntry entry) => new($"{entry.Key} must be {entry.Allowed}");

    private static IEnumerable<(OptionEntry Entry, object Owner, PropertyInfo Property)> Walk(
        object owner,
        string section
    )
    {
        foreach (var property in owner.GetType().GetProperties())
        {
            var key = section + ':' + property.Name;
            if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
                yield return (
                    new OptionEntry(key, Text(property.GetValue(owner)), Allowed(property), description.Description),
                    owner,
                    property
                );
            else if (property.GetValue(owner) is { } nested)
            {
                foreach (var leaf in Walk(nested, key))
                    yield return leaf;
            }
        }
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool yes => yes ? "true" : "false",
            _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Allowed(PropertyInfo property)
    {
        foreach (var check in property.GetCustomAttributes<ValidationAttribute>())
        {
            switch (check)
            {
                case RangeAttribute range:
                    return $"an integer from {range.Minimum} to {range.Maximum}";
                case not RequiredAttribute:
                    return check.ErrorMessage ?? check.FormatErrorMessage(property.Name);
            }
        }

        return property.PropertyType == typeof(bool) ? "true or false" : "text";
    }

    private static object? Convert(string text, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool))
            return bool.TryParse(text, out var yes) ? yes : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        return text;
    }
}
