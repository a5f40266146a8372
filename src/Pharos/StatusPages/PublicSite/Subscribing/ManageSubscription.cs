using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>Shows and changes a subscription, authorized by its token: <c>{page}/subscription/{token}</c></summary>
internal static class ManageSubscription
{
    public static async Task Show(SubscribingRequest request)
    {
        if (await request.Subscriber() is not { } subscriber)
        {
            await None(request);
            return;
        }

        var notice = request.Http.Request.Query["done"] switch
        {
            ["confirmed"] => request.T[SiteTexts.ManageConfirmed],
            ["saved"] => request.T[SiteTexts.ManageSaved],
            _ => null,
        };
        await Form(
            request,
            StatusCodes.Status200OK,
            subscriber,
            new ManageForm(ScopeForm.From(subscriber.Scope()), Language.FromLocale(subscriber.Locale)),
            notice
        );
    }

    public static async Task Handle(SubscribingRequest request)
    {
        // Checked before the form is read and again under the lock.
        if (!await request.HasSubscriber())
        {
            await None(request);
            return;
        }

        var fields = await FormFields.Read(request.Http.Request, FormFields.MaxSubscriberBytes, request.Cancel);
        await using var write = await request.BeginWrite();
        await write.LockSubscribers(request.Page.AccountId, request.Page.PageId, request.Cancel);
        if (await request.Subscriber() is not { } subscriber)
        {
            await None(request);
            return;
        }

        var chosen = ScopeForm.From(fields);
        var language = Language.FromLocale(fields.One("locale") is { Length: > 0 } sent ? sent : subscriber.Locale);
        var had = subscriber.Scope();
        var changes = await request.Changes(had.ChangeIds);
        var scope = await ExistingItems.For(
            request.Db,
            request.Page.PageId,
            chosen.On(request.Site.Page, changes),
            request.Cancel
        );
        if (scope.IsEmpty)
        {
            await Form(
                request,
                StatusCodes.Status422UnprocessableEntity,
                subscriber,
                new ManageForm(chosen, language, request.T[SiteTexts.ScopeNothing]),
                null
            );
            return;
        }

        // Followed items that the form does not show stay followed.
        scope = scope.With(Unseen(request.Site.Page, had));
        var locale = Language.FromLocale(subscriber.Locale) == language ? subscriber.Locale : language.Locale;
        await SubscriberWriter.Put(
            request.Db,
            request.Page.PageId,
            SubscriptionMethod.Email,
            [new NewSubscriber(subscriber.Recipient, scope, locale)],
            request.Clock.Seconds(),
            request.Cancel
        );
        await write.Commit(request.Cancel);
        await request.See(After(request, subscriber.Token, "saved"));
    }

    /// <summary>The address of the subscription, with a confirmation message.</summary>
    public static string After(SubscribingRequest request, string token, string done)
    {
        var address = request.Site.Links.Subscription(token);
        return address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + done;
    }

    private static SubscriberScope Unseen(PageSnapshot page, SubscriberScope had)
    {
        var components = page.ShownComponents.Select(c => c.Row.ComponentId).ToHashSet(StringComparer.Ordinal);
        var sections = page.Sections.Select(s => s.Row?.SectionId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return SubscriberScope.From(
            had.ComponentIds.Where(id => !components.Contains(id)),
            had.SectionIds.Where(id => !sections.Contains(id)),
            []
        );
    }

    private static Task None(SubscribingRequest request) =>
        request.Answer<SubscriptionResultView>(
            StatusCodes.Status404NotFound,
            (nameof(SubscriptionResultView.Title), request.T[SiteTexts.NoneTitle]),
            (nameof(SubscriptionResultView.Says), request.T[SiteTexts.NoneText]),
            (nameof(SubscriptionResultView.Again), request.T[SiteTexts.SubscribeAgain])
        );

    private static async Task Form(
        SubscribingRequest request,
        int status,
        SubscriberRow subscriber,
        ManageForm form,
        string? notice
    ) =>
        await request.Answer<ManageView>(
            status,
            (nameof(ManageView.Subscriber), subscriber),
            (nameof(ManageView.Form), form),
            (nameof(ManageView.Notice), notice),
            (nameof(ManageView.Changes), await request.Changes([.. subscriber.Changes.Select(c => c.ChangeId).Order()]))
        );
}

/// <summary>The values of the form, and what is wrong with them.</summary>
public sealed record ManageForm(ScopeForm Scope, Language Language, string? WrongScope = null);
