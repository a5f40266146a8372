using Pharos.Http;

namespace Pharos.StatusPages.Templates;

/// <summary><c>/status-page/template/</c></summary>
internal static class TemplatesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ListTemplates.Info, UpsertTemplate.Info, DeleteTemplate.Info];
}
