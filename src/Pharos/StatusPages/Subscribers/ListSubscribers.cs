using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Lists a page's subscribers, ordered by recipient: <c>GET /status-page/subscriber/list</c>
/// </summary>
internal static class ListSubscribers
{
    public static readonly Operation<ListSubscribersRequest, ListSubscribersResponse> Info = new(
        "/status-page/subscriber/list",
        "List status page subscribers",
        Handle
    )
    {
        Kind = OperationKind.Read,
    };

    private static async Task<ListSubscribersResponse> Handle(ListSubscribersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        IReadOnlyList<string> componentIds = request.ComponentIds?.Split(',') ?? [];
        foreach (var id in componentIds)
            Validate.Ulid(id, "component_ids");
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 10);

        var page = await PageReader.Find(db, caller, pageId, cancel);
        var (rows, total, hasNext) = await paging.Fetch(
            (await PageSubscribers.For(db, page, componentIds, _ => "component_ids", cancel))(db),
            cancel
        );
        var followed = await (await FollowedItems.On(db, pageId, cancel)).By(rows, cancel);
        return new ListSubscribersResponse([.. followed.Select(one => Item(one, caller))], total, hasNext);
    }

    private static SubscriberItem Item(Followed one, Caller caller) =>
        new(
            PageSubscribers.Shown(one.Subscriber.Recipient, caller),
            one.Subscriber.Method,
            [.. one.Components.Select(ComponentItem.From)],
            one.ChangeIds.Count > 0 ? one.ChangeIds : null,
            one.Subscriber.All,
            one.Subscriber.Locale
        );
}

public sealed record ListSubscribersRequest
{
    [Required]
    public long? PageId { get; set; }

    /// <summary>Comma-separated; lists only subscribers who are notified about one of these components.</summary>
    public string? ComponentIds { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }
}

public sealed record ListSubscribersResponse(IReadOnlyList<SubscriberItem> Items, int Total, bool HasNextPage);

/// <param name="Recipient">
/// An email address, or a member's ID. The address is masked, like a***@example.com, for callers without the permission
/// to manage status pages.
/// </param>
/// <param name="ChangeIds">Changes followed individually; absent if empty.</param>
public sealed record SubscriberItem(
    string Recipient,
    SubscriptionMethod Method,
    IReadOnlyList<ComponentItem> Components,
    IReadOnlyList<long>? ChangeIds,
    bool All,
    string Locale
);
