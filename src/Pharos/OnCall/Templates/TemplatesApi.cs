using Pharos.Http;

namespace Pharos.OnCall.Templates;

/// <summary><c>/template/</c></summary>
internal static class TemplatesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ReadTemplates.List, ReadTemplates.Info, PreviewTemplate.Info];
}
