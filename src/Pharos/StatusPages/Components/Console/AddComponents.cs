using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// Adds components, one name per line, all or nothing: <c>POST /console/pages/{page_id}/components</c>
/// </summary>
internal static partial class AddComponents
{
    public static readonly ConsoleForm<PageContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = PageContext.Find,
        Fields =
        [
            new("names", ComponentsTexts.NamesLabel) { WireNames = ["components"] },
            new("section_id", ComponentsTexts.SectionLabel) { WireNames = [] },
        ],
        Check = (request, _, _, form) =>
        {
            if (Lines(form).Count == 0)
                form.Refuse("names", request.Texts[ComponentsTexts.NamesMissing]);
            return Task.CompletedTask;
        },
        TakeError = TakeError,
        Page = (request, db, page, form) => ShowComponents.Page(request, db, page, form, new Form()),
        Submit = async (page, form, op) =>
        {
            var sectionId = form["section_id"].Length > 0 ? form["section_id"] : null;
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest
                {
                    PageId = page.PageId,
                    Components =
                    [
                        .. Lines(form).Select(l => new ComponentFields { Name = l.Text, SectionId = sectionId }),
                    ],
                },
                op
            );
            return page.Path + "/components";
        },
        Notice = new("added", ComponentsTexts.DoneAdded),
    };

    private static List<(string Text, int Number)> Lines(Form form) =>
        [.. form["names"].Split('\n').Select((text, i) => (Text: text.Trim(), i + 1)).Where(l => l.Text.Length > 0)];

    /// <summary>Names the line that an error is about.</summary>
    private static bool TakeError(ApiException error, PageContext page, Form form, ConsoleLocalizer texts)
    {
        if (error.Text.Args is not [string wire, ..] || Place().Match(wire) is not { Success: true } match)
            return false;
        var place = int.Parse(match.Groups["place"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["part"].Value == "section_id")
            form.Refuse("section_id", texts.Of(error.Text, texts[ComponentsTexts.SectionLabel]));
        else
            form.Refuse(
                "names",
                texts.Format(
                    ComponentsTexts.OnLine,
                    Lines(form)[place].Number,
                    texts.Of(error.Text, texts[ComponentsTexts.ComponentName])
                )
            );
        return true;
    }

    [GeneratedRegex(@"^components\[(?<place>\d+)\]\.(?<part>\w+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
