using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.Subscribers;

/// <summary>A subscriber to be written.</summary>
/// <param name="Recipient">In the form of <see cref="SubscriberRow.Recipient"/>.</param>
/// <param name="Scope">Not empty.</param>
/// <param name="Locale">BCP 47.</param>
internal sealed record NewSubscriber(string Recipient, SubscriberScope Scope, string Locale);

/// <summary>
/// Writes many subscribers of a page, with a few statements per thousands of subscribers. Updates scope and language of
/// existing subscribers, and keeps their token, creation time and quarantine.
/// </summary>
internal static class SubscriberWriter
{
    private const int BatchSize = 5000;

    /// <summary>Inserts or updates subscribers.</summary>
    /// <param name="db">Must hold the page's lock; all writes join its transaction.</param>
    /// <param name="pageId">The page.</param>
    /// <param name="method">The method of the page's type.</param>
    /// <param name="subscribers">With distinct recipients; everything they follow must be on the page.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="cancel">On cancellation, the caller's transaction must roll back.</param>
    public static async Task Put(
        PharosDb db,
        long pageId,
        SubscriptionMethod method,
        IReadOnlyCollection<NewSubscriber> subscribers,
        long now,
        CancellationToken cancel
    )
    {
        // Insert in index order, with ascending IDs: three times as fast as in random order.
        var ids = new long[subscribers.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Ids.NewInteger();
        Array.Sort(ids);
        var used = 0;
        foreach (var batch in subscribers.OrderBy(s => s.Recipient, StringComparer.Ordinal).Chunk(BatchSize))
        {
            var fresh = ids.AsMemory(used, batch.Length);
            used += batch.Length;
            var idOf = await Rows(db, batch, fresh, pageId, method, now, cancel);
            await Forget(db, idOf.Values.Where(id => fresh.Span.BinarySearch(id) < 0), cancel);
            await Follow(
                db,
                "subscriber_components",
                "component_id text",
                batch.SelectMany(s => s.Scope.ComponentIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
            await Follow(
                db,
                "subscriber_sections",
                "section_id text",
                batch.SelectMany(s => s.Scope.SectionIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
            await Follow(
                db,
                "subscriber_changes",
                "change_id bigint",
                batch.SelectMany(s => s.Scope.ChangeIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
        }
    }

    /// <summary>
    /// Inserts or updates subscribers. Returns the ID of each recipient: the fresh ID, or that of the existing row.
    /// </summary>
    private static async Task<Dictionary<string, long>> Rows(
        PharosDb db,
        NewSubscriber[] batch,
        ReadOnlyMemory<long> fresh,
        long pageId,
        SubscriptionMethod method,
        long now,
        CancellationToken cancel
    )
    {
        await using var command = db.BulkCommand(
            [
                "subscriber_id bigint",
                "recipient text",
                "member_id bigint",
                "domain text",
                "everything boolean",
                "locale text",
                "token text",
            ],
            batch.Select(
                (s, i) =>
                    new object?[]
                    {
                        fresh.Span[i],
                        s.Recipient,
                        method == SubscriptionMethod.Im ? s.Recipient : null,
                        method == SubscriptionMethod.Email ? EmailAddressField.Domain(s.Recipient) : "",
                        s.Scope.All,
                        s.Locale,
                        SubscriberToken.New(),
                    }
            ),
            """
            INSERT INTO subscribers (
              subscriber_id, page_id, method, recipient, member_id, domain, "all", locale, token,
              created_at, updated_at, failures, bounces)
            SELECT
              subscriber_id, @page, @method, recipient, member_id, domain, everything, locale, token,
              @now, @now, 0, 0
            FROM given
            WHERE true
            ON CONFLICT (page_id, method, recipient) DO UPDATE SET
              "all" = excluded."all", locale = excluded.locale, updated_at = excluded.updated_at
            RETURNING recipient, subscriber_id
            """,
            ("@page", pageId),
            ("@method", WireName<SubscriptionMethod>.ToWire(method)),
            ("@now", now)
        );
        var idOf = new Dictionary<string, long>(batch.Length, StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            idOf.Add(reader.GetString(0), reader.GetInt64(1));
        return idOf;
    }

    private static async Task Forget(PharosDb db, IEnumerable<long> subscriberIds, CancellationToken cancel)
    {
        var rows = subscriberIds.Select(id => new object?[] { id }).ToList();
        if (rows.Count == 0)
            return;
        foreach (var table in (string[])["subscriber_components", "subscriber_sections", "subscriber_changes"])
        {
            await using var command = db.BulkCommand(
                ["subscriber_id bigint"],
                rows,
                $"DELETE FROM {table} WHERE subscriber_id IN (SELECT subscriber_id FROM given)"
            );
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task Follow(
        PharosDb db,
        string table,
        string thing,
        IEnumerable<object?[]> followed,
        CancellationToken cancel
    )
    {
        var rows = followed.ToList();
        if (rows.Count == 0)
            return;
        var column = thing.Split(' ')[0];
        await using var command = db.BulkCommand(
            ["subscriber_id bigint", thing],
            rows,
            $"INSERT INTO {table} (subscriber_id, {column}) SELECT subscriber_id, {column} FROM given"
        );
        await command.ExecuteNonQueryAsync(cancel);
    }
}
