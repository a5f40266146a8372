using Pharos.Http;

namespace Pharos.StatusPages.Pages;

/// <summary><c>/status-page/list</c> and the other operations on pages.</summary>
internal static class PagesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ListPages.Info, PageInfo.Info, CreatePage.Info, UpdatePage.Info, DeletePage.Info];
}
