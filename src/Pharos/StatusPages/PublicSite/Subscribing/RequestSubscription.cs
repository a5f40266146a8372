using System.Globalization;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Requests a subscription: <c>{page}/subscribe</c>. The response and the work done are the same whether or not the
/// address is known; only the email differs.
/// </summary>
internal static class RequestSubscription
{
    /// <summary>
    /// The largest body that is read of a request over the limit, in bytes, so that the form keeps what was typed.
    /// </summary>
    private const int MaxRefusedBytes = 4 << 10;

    public static async Task Show(SubscribingRequest request)
    {
        if (!request.Site.TakesEmail)
        {
            await request.NotFound();
            return;
        }

        var changes = await ThisChange(
            request,
            ScopeForm.ChangeId(request.Http.Request.Query["event"] is [{ } text] ? text : "")
        );
        await Form(
            request,
            StatusCodes.Status200OK,
            new SubscribeForm("", ScopeForm.Fresh(changes is [{ } e] ? e.ChangeId : null)),
            changes
        );
    }

    public static async Task Handle(SubscribingRequest request)
    {
        if (!request.Site.TakesEmail)
        {
            await request.NotFound();
            return;
        }

        // Counted before the body is read, so that bodies cost no more than the limit allows.
        var throttle = request.Http.RequestServices.GetRequiredService<SubscribingThrottle>();
        var client = ClientAddress.ThrottleKey(request.Http);
        if (throttle.Take(client, request.Page.PageId) is { } until)
        {
            await Refuse(request, until);
            return;
        }

        var isAsked = false;
        try
        {
            isAsked = await Ask(request);
        }
        finally
        {
            // Mistakes and bodies that never arrive cost no email and do not count.
            if (!isAsked)
                throttle.GiveBack(client, request.Page.PageId);
        }
    }

    /// <summary>Reads the form and stores the request. False if the form contains mistakes.</summary>
    private static async Task<bool> Ask(SubscribingRequest request)
    {
        var fields = await FormFields.Read(request.Http.Request, FormFields.MaxBytes, request.Cancel);
        var form = new SubscribeForm(fields.One("email"), ScopeForm.From(fields));
        var changes = await ThisChange(request, form.Scope.ThisChange);
        var scope = form.Scope.On(request.Site.Page, changes);
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
            await Form(request, StatusCodes.Status422UnprocessableEntity, form, changes);
            return false;
        }

        if (await PendingSubscriptions.Ask(request, address, scope))
            await request.Answer<SubscriptionRequestedView>(StatusCodes.Status200OK);
        else
            await request.NotFound();
        return true;
    }

    /// <param name="request">The request.</param>
    /// <param name="until">When the client may retry, in unix seconds.</param>
    private static async Task Refuse(SubscribingRequest request, long until)
    {
        request
            .Http.RequestServices.GetRequiredService<SecurityLog>()
            .Note(SecurityEvent.SubscriptionRefused, request.Http);
        var fields =
            request.Http.Request.ContentLength <= MaxRefusedBytes
                ? await FormFields.Read(request.Http.Request, MaxRefusedBytes, request.Cancel)
                : FormFields.Empty;
        request.Http.Response.Headers.RetryAfter = Math.Max(1, until - request.Clock.Seconds())
            .ToString(CultureInfo.InvariantCulture);
        var form = new SubscribeForm(fields.One("email"), ScopeForm.From(fields))
        {
            Says = request.T.Fill(SiteTexts.AskTooOften, Times.Full(until, request.Site.Page.Zone, request.T)),
        };
        await Form(
            request,
            StatusCodes.Status429TooManyRequests,
            form,
            await ThisChange(request, form.Scope.ThisChange)
        );
    }

    private static Task<IReadOnlyList<VisibleChange>> ThisChange(SubscribingRequest request, long? id) =>
        request.Changes(id is null ? [] : [id.Value]);

    private static Task Form(
        SubscribingRequest request,
        int status,
        SubscribeForm form,
        IReadOnlyList<VisibleChange> changes
    ) =>
        request.Answer<SubscribeView>(
            status,
            (nameof(SubscribeView.Form), form),
            (nameof(SubscribeView.Change), changes is [{ } e] ? e : null)
        );
}

/// <summary>The values of the form, and what is wrong with them.</summary>
/// <param name="Says">An error that does not concern a single field.</param>
public sealed record SubscribeForm(
    string Email,
    ScopeForm Scope,
    string? WrongEmail = null,
    string? WrongScope = null,
    string? Says = null
);
