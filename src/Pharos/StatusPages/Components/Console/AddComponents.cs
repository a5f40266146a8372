using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// Adds components, a name on each line, all or none: <c>POST /console/pages/{page_id}/components</c>
/// </summary>
internal static partial class AddComponents
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "names", "section_id");
        var lines = form["names"]
            .Split('\n')
            .Select((text, i) => (Text: text.Trim(), Number: i + 1))
            .Where(l => l.Text.Length > 0)
            .ToList();
        if (lines.Count == 0)
        {
            form.Refuse("names", request.Texts[ComponentsTexts.NamesMissing]);
            return await ShowComponents.Page(request, db, page, form, new Form());
        }

        try
        {
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest
                {
                    PageId = page.PageId,
                    Components =
                    [
                        .. lines.Select(l => new ComponentFields
                        {
                            Name = l.Text,
                            SectionId = form["section_id"].Length > 0 ? form["section_id"] : null,
                        }),
                    ],
                },
                request.Operation(db)
            );
            return request.See(page.Path + "/components?done=added");
        }
        catch (ApiException error) when (Takes(form, error, request.Texts, lines.ConvertAll(l => l.Number)))
        {
            db.ChangeTracker.Clear();
            return await ShowComponents.Page(request, db, page, form, new Form());
        }
    }

    private static bool Takes(Form form, ApiException error, ConsoleLocalizer texts, List<int> numbers)
    {
        if (error.Text.Args is not [string wire, ..] || Place().Match(wire) is not { Success: true } match)
            return form.Takes(error, texts, ("components", "names", ComponentsTexts.NamesLabel));
        if (match.Groups["part"].Value == "section_id")
            form.Refuse("section_id", texts.Of(error.Text, texts[ComponentsTexts.SectionLabel]));
        else
            form.Refuse(
                "names",
                texts.Format(
                    ComponentsTexts.OnLine,
                    numbers[int.Parse(match.Groups["place"].ValueSpan, CultureInfo.InvariantCulture)],
                    texts.Of(error.Text, texts[ComponentsTexts.ComponentName])
                )
            );
        return true;
    }

    [GeneratedRegex(@"^components\[(?<place>\d+)\]\.(?<part>\w+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
