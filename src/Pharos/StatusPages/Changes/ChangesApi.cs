using Pharos.Http;
using Pharos.StatusPages.Changes.Timeline;

namespace Pharos.StatusPages.Changes;

/// <summary><c>/status-page/change/</c></summary>
internal static class ChangesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        CreateChange.Info,
        UpdateChange.Info,
        DeleteChange.Info,
        ChangeInfo.Info,
        ListChanges.Info,
        ListActiveChanges.Info,
        CreateTimeline.Info,
        UpdateTimeline.Info,
        DeleteTimeline.Info,
    ];
}
