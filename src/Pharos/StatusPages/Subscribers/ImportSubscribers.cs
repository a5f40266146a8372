using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Subscribes many recipients without confirmation, all or nothing: <c>POST /status-page/subscriber/import</c>.
/// Replaces a recipient's earlier subscription. Several items for one recipient are merged.
/// </summary>
internal static class ImportSubscribers
{
    public const int MaxItems = 200_000;

    public static readonly Operation<ImportSubscribersRequest, EmptyResponse> Info = new(
        "/status-page/subscriber/import",
        "Import subscribers",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.SubscriberWriteImport) { Record = typeof(ImportedSubscribers), IsDangerous = true },
        MaxBodyBytes = limits => limits.MaxBodyBytes,
        OneAtATime = true,
        Limit = limits => new OperationLimit(limits.ImportsPerMinute, limits.ImportsPerSecond),
    };

    private static async Task<EmptyResponse> Handle(ImportSubscribersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var method = Validate.Required(request.Method, "method");
        var items = Validate.OptionalItems(request.Subscribers, "subscribers") ?? [];
        // Validate before locking the page, so that a hundred thousand addresses do not block other writers.
        var merged = Merge(
            items.Select((item, i) => item.Check(Validate.Index("subscribers", i), method, op.Language))
        );

        await using var write = await op.BeginWrite(Info, new ImportedSubscribers(pageId, method, merged.Count));
        var page = await PageReader.Lock(db, write, caller, pageId, cancel);
        if (method != PageSubscribers.MethodOf(page.Type))
            throw Errors.Invalid(
                Messages.MethodOfOtherType,
                "method",
                WireName<SubscriptionMethod>.ToWire(PageSubscribers.MethodOf(page.Type)),
                WireName<PageType>.ToWire(page.Type)
            );
        await DemandOnPage(db, pageId, items, cancel);
        if (method == SubscriptionMethod.Im)
            await DemandMembers(db, caller, items, cancel);
        await SubscriberWriter.Put(db, pageId, method, merged, op.Clock.Seconds(), cancel);
        write.SetAuditTarget(page.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static Dictionary<string, NewSubscriber>.ValueCollection Merge(IEnumerable<NewSubscriber> items)
    {
        var byRecipient = new Dictionary<string, NewSubscriber>(StringComparer.Ordinal);
        foreach (var item in items)
            byRecipient[item.Recipient] = byRecipient.TryGetValue(item.Recipient, out var before)
                ? item with
                {
                    Scope = before.Scope.With(item.Scope),
                }
                : item;
        return byRecipient.Values;
    }

    private static async Task DemandOnPage(
        PharosDb db,
        long pageId,
        IReadOnlyList<ImportedSubscriber> items,
        CancellationToken cancel
    )
    {
        var components = await db
            .Components.Where(c => c.PageId == pageId && c.DeletedAt == null)
            .Select(c => c.ComponentId)
            .ToHashSetAsync(StringComparer.Ordinal, cancel);
        var changes = items.Any(i => i.ChangeIds?.Count > 0)
            ? await db.Changes.Where(c => c.PageId == pageId).Select(c => c.ChangeId).ToHashSetAsync(cancel)
            : [];
        for (var i = 0; i < items.Count; i++)
        {
            var field = Validate.Index("subscribers", i);
            if (items[i].ComponentIds?.FindIndex(id => !components.Contains(id!)) is { } component and >= 0)
                throw Errors.Invalid(Messages.UnknownComponent, Validate.Index(field + ".component_ids", component));
            if (items[i].ChangeIds?.FindIndex(id => !changes.Contains(id!.Value)) is { } change and >= 0)
                throw Errors.Invalid(Messages.UnknownChange, Validate.Index(field + ".change_ids", change));
        }
    }

    private static async Task DemandMembers(
        PharosDb db,
        Caller caller,
        IReadOnlyList<ImportedSubscriber> items,
        CancellationToken cancel
    )
    {
        var members = await db
            .Members.Where(m => m.AccountId == caller.AccountId && m.Status != MemberStatus.Deleted)
            .Select(m => m.MemberId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < items.Count; i++)
        {
            var field = Validate.Index("subscribers", i) + ".recipient";
            if (!members.Contains(Validate.IdText(items[i].Recipient!.Trim(), field)))
                throw Errors.Invalid(Messages.UnknownMember, field);
        }
    }
}

/// <summary>
/// What the audit log records of an import. It omits the addresses, because the log outlives subscriptions and their
/// owners have a right to erasure.
/// </summary>
internal sealed record ImportedSubscribers(long PageId, SubscriptionMethod Method, int Subscribers);

public sealed record ImportSubscribersRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public SubscriptionMethod? Method { get; set; }

    [MaxLength(ImportSubscribers.MaxItems)]
    public List<ImportedSubscriber?>? Subscribers { get; set; }
}

public sealed record ImportedSubscriber
{
    /// <summary>An email address, or a member's ID.</summary>
    [Required]
    public string? Recipient { get; set; }

    [MaxLength(1000)]
    public List<string?>? ComponentIds { get; set; }

    [MaxLength(1000)]
    public List<long?>? ChangeIds { get; set; }
    public bool? All { get; set; }

    /// <summary>BCP 47; the request's language when absent.</summary>
    public string? Locale { get; set; }

    internal NewSubscriber Check(string field, SubscriptionMethod method, Language language)
    {
        var recipient =
            method == SubscriptionMethod.Email
                ? EmailAddressField.Check(Recipient, field + ".recipient")
                : Validate
                    .IdText(Validate.Line(Recipient, field + ".recipient", 255), field + ".recipient")
                    .ToString(CultureInfo.InvariantCulture);
        var components = ComponentIds is { Count: > 0 } ? Validate.Ulids(ComponentIds, field + ".component_ids") : [];
        IReadOnlyList<long> changes = ChangeIds is { Count: > 0 }
            ? [.. ChangeIds.Select((id, i) => Validate.Id(id, Validate.Index(field + ".change_ids", i)))]
            : [];
        Validate.Distinct(changes, field + ".change_ids");
        var scope = All == true ? SubscriberScope.Everything : SubscriberScope.From(components, [], changes);
        if (scope.IsEmpty)
            throw Errors.Invalid(ErrorReason.Missing, Messages.EmptyScope, field + ".all");
        return new NewSubscriber(recipient, scope, LanguageTag.Check(Locale, field + ".locale") ?? language.Locale);
    }
}
