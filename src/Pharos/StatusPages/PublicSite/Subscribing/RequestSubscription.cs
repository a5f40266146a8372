using System.Globalization;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Asks for a subscription: <c>{page}/subscribe</c>. Whatever is known of the address the answer is the same, and the
/// same work went before it; only the mail differs.
/// </summary>
internal static class RequestSubscription
{
    public static async Task Show(SubscribingRequest request)
    {
        if (!request.Site.TakesMail)
        {
            await request.NotFound();
            return;
        }

        var events = await ThisEvent(
            request,
            ScopeForm.EventId(request.Http.Request.Query["event"] is [{ } text] ? text : "")
        );
        await Form(
            request,
            StatusCodes.Status200OK,
            new SubscribeForm("", ScopeForm.Fresh(events is [{ } e] ? e.ChangeId : null)),
            events
        );
    }

    public static async Task Handle(SubscribingRequest request)
    {
        if (!request.Site.TakesMail)
        {
            await request.NotFound();
            return;
        }

        var fields = await FormFields.Read(request.Http.Request, request.Cancel);
        var form = new SubscribeForm(fields.One("email"), ScopeForm.From(fields));
        var events = await ThisEvent(request, form.Scope.ThisEvent);
        var scope = form.Scope.On(request.Site.Page, events);
        string? address = null;
        try
        {
            address = EmailAddressField.Check(form.Email, "email");
        }
        catch (ApiException error)
        {
            form = form with
            {
                WrongEmail =
                    error.Reason == ErrorReason.Malformed
                        ? request.T[SiteTexts.MailWrong]
                        : (error.Text with { Args = [request.T[SiteTexts.MailLabel], .. error.Text.Args[1..]] }).In(
                            request.T.Language
                        ),
            };
        }

        if (scope.IsEmpty)
            form = form with { WrongScope = request.T[SiteTexts.ScopeNothing] };
        if (address is null || scope.IsEmpty)
        {
            await Form(request, StatusCodes.Status422UnprocessableEntity, form, events);
            return;
        }

        if (
            request
                .Http.RequestServices.GetRequiredService<SubscribingThrottle>()
                .Take(ClientAddress.ThrottleKey(request.Http), request.Page.PageId) is
            { } until
        )
        {
            request.Http.Response.Headers.RetryAfter = Math.Max(1, until - request.Clock.Seconds())
                .ToString(CultureInfo.InvariantCulture);
            form = form with
            {
                Says = request.T.Fill(SiteTexts.AskTooOften, Times.Full(until, request.Site.Page.Zone, request.T)),
            };
            await Form(request, StatusCodes.Status429TooManyRequests, form, events);
            return;
        }

        if (await PendingSubscriptions.Ask(request, address, scope))
            await request.Answer<SubscriptionRequestedView>(StatusCodes.Status200OK);
        else
            await request.NotFound();
    }

    private static Task<IReadOnlyList<VisibleChange>> ThisEvent(SubscribingRequest request, long? id) =>
        request.Events(id is null ? [] : [id.Value]);

    private static Task Form(
        SubscribingRequest request,
        int status,
        SubscribeForm form,
        IReadOnlyList<VisibleChange> events
    ) =>
        request.Answer<SubscribeView>(
            status,
            (nameof(SubscribeView.Form), form),
            (nameof(SubscribeView.Event), events is [{ } e] ? e : null)
        );
}

/// <summary>What was typed into the form, and what is wrong with it.</summary>
/// <param name="Says">What is wrong, where it is not about one field.</param>
public sealed record SubscribeForm(
    string Email,
    ScopeForm Scope,
    string? WrongEmail = null,
    string? WrongScope = null,
    string? Says = null
);
