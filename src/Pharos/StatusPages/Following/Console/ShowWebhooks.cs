using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Lists the member's webhooks, with a form to add one: <c>GET /console/account/im-hooks</c>
/// </summary>
internal static class ShowWebhooks
{
    public const string Path = "/console/account/im-hooks";

    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db) => Page(request, db, new Form());

    /// <param name="done">What went well, if no notice says it.</param>
    /// <param name="failed">What did not.</param>
    /// <param name="refused">What was chosen of a page, and will not do.</param>
    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        Form form,
        string? done = null,
        string? failed = null,
        FollowRefused? refused = null
    )
    {
        var hooks = (await MemberSubscription.Hooks(request.Operation(db))).ConvertAll(WebhookView.From);
        return request.Page<WebhooksPage>(
            refused is null ? form.Status : StatusCodes.Status422UnprocessableEntity,
            (nameof(WebhooksPage.Hooks), hooks),
            (nameof(WebhooksPage.Pages), await FollowablePage.For(request, db)),
            (nameof(WebhooksPage.Form), form),
            (nameof(WebhooksPage.Done), done),
            (nameof(WebhooksPage.Failed), failed),
            (nameof(WebhooksPage.Refused), refused)
        );
    }

    /// <summary>The webhook named in the URL.</summary>
    public static ChosenWebhook Chosen(ConsoleRequest request) =>
        new((string)request.Http.Request.RouteValues["hookId"]!);
}

/// <summary>A webhook without its URL, which is a secret.</summary>
/// <param name="Host">The only part of the URL that is shown.</param>
public sealed record WebhookView(
    string HookId,
    ImPlatform Platform,
    string Name,
    string Host,
    long? QuarantinedAt,
    string? QuarantineReason
)
{
    internal static WebhookView From(WebhookRow hook) =>
        new(hook.HookId, hook.Platform, hook.Name, new Uri(hook.Url).Host, hook.QuarantinedAt, hook.QuarantineReason);
}
