using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary><c>/console/publish</c></summary>
internal static class PublishRoutes
{
    public static void MapPublish(this IEndpointRouteBuilder console)
    {
        console.MapPage("/publish", ShowPublish.Handle);
        console.MapForm("/publish", PublishChange.Handle);
        console.MapRepeatableForm("/publish/look", PublishChange.Look);
        console.MapRepeatableForm("/publish/preview", PreviewDraft.Handle);
        console.MapRepeatableForm("/preview", PreviewText.Handle);
    }
}
