using Pharos.Database;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>Renders Markdown as the site shows it, for the live preview: <c>POST /console/preview</c></summary>
internal static class PreviewText
{
    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        Pharos.Web.Design.PageHeaders.Set(request.Http.Response);
        return Task.FromResult<IResult>(
            TypedResults.Text(SafeMarkdown.Html(request.Field("text")), "text/html; charset=utf-8")
        );
    }
}
