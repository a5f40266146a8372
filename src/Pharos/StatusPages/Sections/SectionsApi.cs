using Pharos.Http;

namespace Pharos.StatusPages.Sections;

/// <summary><c>/status-page/section/</c></summary>
internal static class SectionsApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [UpsertSections.Info, DeleteSections.Info];
}
