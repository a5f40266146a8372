using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// Subscription settings and the contact link: <c>/console/pages/{page_id}/settings/subscriptions</c>
/// </summary>
internal sealed class SubscriptionsPart : SettingsPart
{
    protected override string Address => "/settings/subscriptions";

    protected override string[] Fields => ["offered", "contact_info"];

    protected override Form FormOf(PageRow row)
    {
        var form = new Form
        {
            ["contact_info"] =
                row.ContactInfo?.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) == true
                    ? row.ContactInfo[7..]
                    : row.ContactInfo ?? "",
        };
        form.Set("offered", (row.Type == PageType.Public ? row.EmailSubscription : row.ImSubscription) ? ["true"] : []);
        return form;
    }

    protected override Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row)
    {
        var (offered, contact) = (form.Has("offered"), form["contact_info"].Trim());
        return Task.FromResult(
            new UpdatePageRequest
            {
                Subscription =
                    row.Type == PageType.Public
                        ? new SubscriptionFields { Email = offered }
                        : new SubscriptionFields { Im = offered },
                // An email address without mailto:.
                ContactInfo =
                    contact.Contains('@', StringComparison.Ordinal) && !contact.Contains(':', StringComparison.Ordinal)
                        ? "mailto:" + contact
                        : contact,
            }
        );
    }

    protected override bool Takes(Form form, ApiException error, ConsoleLocalizer texts) =>
        form.Takes(error, texts, ("contact_info", "contact_info", PageSettingsTexts.ContactLabel));

    protected override string Spoken(string field, Form now, ConsoleLocalizer texts) =>
        field == "offered" ? texts[now.Has(field) ? ConsoleTexts.SwitchedOn : ConsoleTexts.SwitchedOff] : now[field];

    protected override IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status) =>
        request.Page<SubscriptionsPage>(
            status,
            (nameof(SubscriptionsPage.Page), page),
            (nameof(SubscriptionsPage.Form), form),
            (nameof(SubscriptionsPage.SeenNow), SeenOf(row))
        );
}
