using Pharos.Http;

namespace Pharos.OnCall.Fields;

/// <summary><c>/field/</c></summary>
internal static class FieldsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ReadFields.List, ReadFields.Info, CreateField.Info, UpdateField.Info, DeleteField.Info];
}
