namespace Pharos.Kernel;

/// <summary>Marks a text that the audit log must not store.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
