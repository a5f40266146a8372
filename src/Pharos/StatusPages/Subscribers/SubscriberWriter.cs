using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.Subscribers;

/// <summary>A subscriber as it is to be.</summary>
/// <param name="Recipient">In the form it is kept in; see <see cref="SubscriberRow.Recipient"/>.</param>
/// <param name="Scope">Not empty.</param>
/// <param name="Locale">BCP 47.</param>
internal sealed record NewSubscriber(string Recipient, SubscriberScope Scope, string Locale);

/// <summary>
/// Writes many subscribers of a page, a few statements for thousands of them. Who was there keeps the links in old
/// mails, the time of joining and the quarantine; scope and language become what is given.
/// </summary>
internal static class SubscriberWriter
{
    private const int Piece = 5000;

    /// <param name="db">With the page locked, within the transaction that is to hold all of it.</param>
    /// <param name="pageId">The page.</param>
    /// <param name="method">The one of the page's type.</param>
    /// <param name="subscribers">No recipient twice; everything they follow is on the page.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="cancel">Leaves it to the transaction to undo what was written.</param>
    public static async Task Put(
        PharosDb db,
        long pageId,
        SubscriptionMethod method,
        IReadOnlyCollection<NewSubscriber> subscribers,
        long now,
        CancellationToken cancel
    )
    {
        // In the order of the indexes, and so with ascending IDs: thrice as fast as all over the file.
        var ids = new long[subscribers.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Ids.NewInteger();
        Array.Sort(ids);
        var used = 0;
        foreach (var piece in subscribers.OrderBy(s => s.Recipient, StringComparer.Ordinal).Chunk(Piece))
        {
            var fresh = ids.AsMemory(used, piece.Length);
            used += piece.Length;
            var idOf = await Rows(db, piece, fresh, pageId, method, now, cancel);
            await Forget(db, idOf.Values.Where(id => fresh.Span.BinarySearch(id) < 0), cancel);
            await Follow(
                db,
                "subscriber_components",
                "component_id text",
                piece.SelectMany(s => s.Scope.ComponentIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
            await Follow(
                db,
                "subscriber_sections",
                "section_id text",
                piece.SelectMany(s => s.Scope.SectionIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
            await Follow(
                db,
                "subscriber_changes",
                "change_id bigint",
                piece.SelectMany(s => s.Scope.ChangeIds, (s, id) => new object?[] { idOf[s.Recipient], id }),
                cancel
            );
        }
    }

    /// <summary>
    /// Inserts or updates. Gives the ID that each recipient has: the fresh one, or the one that it had.
    /// </summary>
    private static async Task<Dictionary<string, long>> Rows(
        PharosDb db,
        NewSubscriber[] piece,
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
            piece.Select(
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
            INSERT INTO subscribers (subscriber_id, page_id, method, recipient, member_id, domain, "all", locale, token, created_at, updated_at, failures, bounces)
            SELECT subscriber_id, @page, @method, recipient, member_id, domain, everything, locale, token, @now, @now, 0, 0 FROM given WHERE true
            ON CONFLICT (page_id, method, recipient) DO UPDATE SET "all" = excluded."all", locale = excluded.locale, updated_at = excluded.updated_at
            RETURNING recipient, subscriber_id
            """,
            ("@page", pageId),
            ("@method", WireName<SubscriptionMethod>.ToWire(method)),
            ("@now", now)
        );
        var idOf = new Dictionary<string, long>(piece.Length, StringComparer.Ordinal);
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
