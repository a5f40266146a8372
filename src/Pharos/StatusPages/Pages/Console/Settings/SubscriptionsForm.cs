using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// Whether visitors can subscribe, and whom to contact: <c>/console/pages/{page_id}/settings/subscriptions</c>
/// </summary>
internal static class SubscriptionsForm
{
    private const string MailTo = "mailto:";

    public static readonly ConsoleForm<SettingsContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = SettingsContext.Lock,
        Find = SettingsContext.Find,
        Fields =
        [
            new("offered", PageSettingsTexts.OfferMail, s =>
                s.Row.Type == PageType.Public ? s.Row.EmailSubscription : s.Row.ImSubscription
            )
            {
                WireNames = [],
            },
            new("contact_info", PageSettingsTexts.ContactLabel, s => Contact(s.Row.ContactInfo ?? "")),
        ],
        Page = (request, _, settings, form) =>
            Task.FromResult(
                request.Page<SubscriptionsPage>(
                    form.Status,
                    (nameof(SubscriptionsPage.Page), settings.Page),
                    (nameof(SubscriptionsPage.Form), form)
                )
            ),
        Submit = (settings, form, op) =>
        {
            var (offered, contact) = (form.Has("offered"), form["contact_info"].Trim());
            return settings.Save(
                new UpdatePageRequest
                {
                    Subscription =
                        settings.Row.Type == PageType.Public
                            ? new SubscriptionFields { Email = offered }
                            : new SubscriptionFields { Im = offered },
                    // An email address, as people write it.
                    ContactInfo =
                        contact.Contains('@', StringComparison.Ordinal)
                        && !contact.Contains(':', StringComparison.Ordinal)
                            ? MailTo + contact
                            : contact,
                },
                "/settings/subscriptions",
                op
            );
        },
        Notice = SettingsContext.Saved,
    };

    private static string Contact(string stored) =>
        stored.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) ? stored[MailTo.Length..] : stored;
}
