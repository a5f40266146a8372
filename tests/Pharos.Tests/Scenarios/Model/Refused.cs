namespace Pharos.Tests.Scenarios.Model;

/// <summary>The model's answer is an error.</summary>
internal sealed class Refused(string code, string? named = null) : Exception($"{code} {named}")
{
    public string Code => code;

    /// <summary>What the message must name; null where it names none.</summary>
    public string? Field => named;

    public static Refused Invalid(string field) => new("InvalidParameter", field);

    public static Refused NotFound(string field) => new("ResourceNotFound", field);

    public static Refused Denied() => new("AccessDenied");
}
