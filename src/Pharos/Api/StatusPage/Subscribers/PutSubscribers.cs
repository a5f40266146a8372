using Pharos.Api.Envelope;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.StatusPage.Subscribers;

/// <summary>A subscriber as it is to be.</summary>
/// <param name="Recipient">In the form it is kept in; see <see cref="SubscriberRow.Recipient"/>.</param>
/// <param name="Scope">Not empty.</param>
/// <param name="Locale">BCP 47.</param>
internal sealed record GivenSubscriber(string Recipient, SubscriberScope Scope, string Locale);

/// <summary>
/// Writes many subscribers of a page, a few statements for thousands of them. Who was there keeps the links in old mails, the time of
/// joining and the quarantine; scope and language become what is given.
/// </summary>
internal static class PutSubscribers
{
    private const int Piece = 5000;

    /// <param name="db">With the page locked, within the transaction that is to hold all of it.</param>
    /// <param name="pageId">The page.</param>
    /// <param name="method">The one of the page's type.</param>
    /// <param name="subscribers">No recipient twice; everything they follow is on the page.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="cancel">Leaves it to the transaction to undo what was written.</param>
    public static async Task Put(
        StatusDb db, long pageId, SubscriptionMethod method, IEnumerable<GivenSubscriber> subscribers, long now, CancellationToken cancel)
    {
        (string, object)[] page = [("@page", pageId), ("@method", WireName<SubscriptionMethod>.Of(method))];
        foreach (var piece in subscribers.Chunk(Piece))
        {
            await Rows(db, piece, method, page, now, cancel);
            foreach (var table in (string[])["subscriber_components", "subscriber_sections", "subscriber_changes"])
                await Forget(db, table, piece, page, cancel);
            await Follow(db, "subscriber_components", "component_id text", [.. piece.SelectMany(s => s.Scope.ComponentIds, (s, id) => new object?[] { s.Recipient, id })], page, cancel);
            await Follow(db, "subscriber_sections", "section_id text", [.. piece.SelectMany(s => s.Scope.SectionIds, (s, id) => new object?[] { s.Recipient, id })], page, cancel);
            await Follow(db, "subscriber_changes", "change_id bigint", [.. piece.SelectMany(s => s.Scope.ChangeIds, (s, id) => new object?[] { s.Recipient, id })], page, cancel);
        }
    }

    private static Task Rows(StatusDb db, GivenSubscriber[] piece, SubscriptionMethod method, (string, object)[] page, long now, CancellationToken cancel) => db.ExecuteOver(
        ["subscriber_id bigint", "recipient text", "member_id bigint", "domain text", "everything boolean", "locale text", "token text"],
        piece.Select(s => new object?[]
        {
            Ids.NewInteger(), s.Recipient, method == SubscriptionMethod.Im ? s.Recipient : null, method == SubscriptionMethod.Email ? MailAddressField.Domain(s.Recipient) : "",
            s.Scope.All, s.Locale, SubscriberToken.New(),
        }),
        """
        INSERT INTO subscribers (subscriber_id, page_id, method, recipient, member_id, domain, "all", locale, token, created_at, updated_at, failures)
        SELECT subscriber_id, @page, @method, recipient, member_id, domain, everything, locale, token, @now, @now, 0 FROM given WHERE true
        ON CONFLICT (page_id, method, recipient) DO UPDATE SET "all" = excluded."all", locale = excluded.locale, updated_at = excluded.updated_at
        """,
        [.. page, ("@now", now)], cancel);

    private static Task Forget(StatusDb db, string table, GivenSubscriber[] piece, (string, object)[] page, CancellationToken cancel) => db.ExecuteOver(
        ["recipient text"], piece.Select(s => new object?[] { s.Recipient }),
        $"""
        DELETE FROM {table} WHERE subscriber_id IN (
          SELECT s.subscriber_id FROM given CROSS JOIN subscribers s WHERE s.page_id = @page AND s.method = @method AND s.recipient = given.recipient)
        """,
        page, cancel);

    /// <summary>SQLite takes the tables of a CROSS JOIN in the order they are written: each given row finds its subscriber by the index, not the other way round.</summary>
    private static async Task Follow(StatusDb db, string table, string thing, object?[][] followed, (string, object)[] page, CancellationToken cancel)
    {
        if (followed.Length == 0)
            return;
        var column = thing.Split(' ')[0];
        await db.ExecuteOver(
            ["recipient text", thing], followed,
            $"""
            INSERT INTO {table} (subscriber_id, {column})
            SELECT s.subscriber_id, given.{column} FROM given CROSS JOIN subscribers s WHERE s.page_id = @page AND s.method = @method AND s.recipient = given.recipient
            """,
            page, cancel);
    }
}
