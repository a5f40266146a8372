using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Pages;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>A filter on the list of subscribers, from the query string.</summary>
/// <param name="Text">Part of the email address, or of a member's name or address.</param>
/// <param name="Scope"><c>all</c>, <c>some</c> or <c>events</c>; anything else means no filter.</param>
/// <param name="ComponentId">Only subscribers notified about this component; empty means no filter.</param>
/// <param name="State"><c>stopped</c> for those in quarantine.</param>
public sealed record SubscriberFilter(string Text, string Scope, string ComponentId, string State)
{
    public bool IsEmpty => Text.Length + Scope.Length + ComponentId.Length + State.Length == 0;

    /// <param name="components">IDs of the page's components; a deleted component is ignored.</param>
    /// <param name="searches">
    /// False to ignore the text: searching for parts of an address would reveal what is masked.
    /// </param>
    internal static SubscriberFilter From(ConsoleRequest request, IEnumerable<string> components, bool searches)
    {
        var component = request.Query("component");
        return new SubscriberFilter(
            searches ? request.Query("q").Trim() : "",
            request.Query("scope"),
            components.Contains(component, StringComparer.Ordinal) ? component : "",
            request.Query("state")
        );
    }

    /// <summary>The URL of one page of the filtered list.</summary>
    public string Address(string path, long page)
    {
        var address = new StringBuilder(path).Append(CultureInfo.InvariantCulture, $"?p={page}");
        foreach (
            var (name, value) in ((string, string)[])
                [("q", Text), ("scope", Scope), ("component", ComponentId), ("state", State)]
        )
        {
            if (value.Length > 0)
                address.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return address.ToString();
    }

    internal async Task<IQueryable<SubscriberRow>> Apply(PharosDb db, PageRow page, CancellationToken cancel)
    {
        var all = await PageSubscribers.For(
            db,
            page,
            ComponentId.Length > 0 ? [ComponentId] : [],
            _ => "component_ids",
            cancel
        );
        IQueryable<SubscriberRow> some = all(db);
        var text = Text.ToLowerInvariant();
        if (text.Length > 0)
        {
            some =
                page.Type == PageType.Public
                    ? some.Where(s => s.Recipient.Contains(text))
#pragma warning disable CA1304, CA1311, CA1862 // Runs in the database, with its collation.
                    : some.Where(s =>
                        db.Members.Any(m =>
                            m.MemberId == s.MemberId && (m.Name.ToLower().Contains(text) || m.Email.Contains(text))
                        )
                    );
#pragma warning restore CA1304, CA1311, CA1862
        }

        some = Scope switch
        {
            "all" => some.Where(s => s.All),
            "some" => some.Where(s => s.Components.Any() || s.Sections.Any()),
            "events" => some.Where(s => s.Changes.Any()),
            _ => some,
        };
        return State == "stopped" ? some.Where(s => s.QuarantinedAt != null) : some;
    }
}
