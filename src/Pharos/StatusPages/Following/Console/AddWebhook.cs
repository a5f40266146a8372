using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Adds a webhook for the member: <c>POST /console/account/im-hooks</c>. The form contains the new webhook's ID, so
/// that sending it twice adds only one.
/// </summary>
internal static class AddWebhook
{
    public static readonly FormNotice Added = new("added", ConsoleTexts.HookAdded);

    private const int LongestUrl = 2000;

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = new Form
        {
            ["name"] = request.Field("name"),
            ["platform"] = request.Field("platform"),
            ["url"] = request.Field("url"),
        };
        var hookId = Validate.Ulid(request.Field("hook_id"), "hook_id");
        var name = form.Check(request.Texts, "name", ConsoleTexts.HookName, () =>
            Validate.Line(request.Field("name"), "name", 100)
        );
        var secret = form.Check(request.Texts, "secret", ConsoleTexts.HookSecret, () =>
            Validate.OptionalLine(request.Field("secret"), "secret", 200) ?? ""
        );
        var http = request.Http.RequestServices.GetRequiredService<OutgoingHttp>();
        if (!Enum.TryParse<ImPlatform>(form["platform"], out var platform) || !Enum.IsDefined(platform))
            form.Refuse("platform", request.Texts[ConsoleTexts.HookPlatformWrong]);
        var text = request.Field("url").Trim();
        if (
            text.Length > LongestUrl
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0
            || url.Host.Length == 0
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && http.AllowsPlain))
        )
            form.Refuse("url", request.Texts[ConsoleTexts.HookUrlWrong]);
        if (!form.IsRight)
            return await Refused(request, db, form, secret);

        var hook = new NewWebhook(hookId, name!, platform, text, secret);
        if (!await CreateWebhook.Info.Run(hook, request.Operation(db)))
        {
            form.Says = request.Texts.Format(ConsoleTexts.HooksTooMany, CreateWebhook.MostPerMember);
            return await Refused(request, db, form, secret);
        }

        return request.See(ShowWebhooks.Path, Added);
    }

    /// <summary>Shows the form again with the member's input, except the secret.</summary>
    private static Task<IResult> Refused(ConsoleRequest request, PharosDb db, Form form, string? secret)
    {
        if (!string.IsNullOrEmpty(secret) && form.Wrong("secret") is null)
            form.Refuse("secret", request.Texts[ConsoleTexts.HookSecretAgain]);
        return ShowWebhooks.Page(request, db, form);
    }
}
