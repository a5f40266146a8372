namespace Pharos.Console.Publish;

/// <summary><c>/console/publish</c></summary>
internal static class PublishRoutes
{
    public static void MapPublish(this IEndpointRouteBuilder console)
    {
        console.Read("/publish", ShowPublish.Handle);
        console.Submit("/publish", PublishEvent.Handle);
        console.SubmitEach("/publish/look", PublishEvent.Look);
        console.SubmitEach("/preview", PreviewText.Handle);
    }
}
