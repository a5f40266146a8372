namespace Pharos.Kernel;

/// <summary>
/// The values of this enumeration have the same names on the wire as in code, such as <c>Critical</c>, instead of snake
/// case.
/// </summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class PascalWireNamesAttribute : Attribute;
