using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake;

/// <summary>
/// What every push endpoint does: check the key, take from the quota, read the body, and store the events.
/// </summary>
internal sealed class PushIntake(
    IntegrationKeys keys,
    PushLimiter limiter,
    PushJournal journal,
    RecentPayloads recent,
    IDbContextFactory<PharosDb> databases,
    TimeProvider clock
) : IDisposable
{
    /// <summary>The largest body of one event, in bytes.</summary>
    public const long MaxEventBytes = 4 << 20;

    /// <summary>
    /// The largest body of a push, in bytes. Alertmanager sends all alerts of a group at once, whatever their number,
    /// and drops what is refused.
    /// </summary>
    public const long MaxBodyBytes = 16 << 20;

    /// <summary>
    /// The events of one stored push. A larger one becomes several, because the processor holds a lock while it takes
    /// one.
    /// </summary>
    private const int MaxEvents = 500;

    /// <summary>
    /// A parsed body needs several times its bytes. The large ones are parsed and stored one after the other, so that a
    /// few of them at the same time don't use up the memory.
    /// </summary>
    private readonly SemaphoreSlim large = new(1);

    /// <summary>Finds the integration of a key and takes from its quota.</summary>
    /// <param name="types">The types that the endpoint serves.</param>
    /// <exception cref="ApiException">
    /// The key is unknown or of another type, or the quota is used up.
    /// </exception>
    public async Task<Integration> Authenticate(
        string? key,
        IReadOnlyList<IntegrationType> types,
        bool retriesOnly5xx,
        CancellationToken cancel
    )
    {
        var integration = string.IsNullOrEmpty(key) ? null : await keys.Find(key, cancel);
        if (integration is null)
            throw Errors.Invalid(OnCallMessages.IntegrationKeyWrong);
        if (!types.Contains(integration.Type))
            throw Errors.Invalid(
                OnCallMessages.IntegrationFormat,
                WireName<IntegrationType>.ToWire(integration.Type),
                string.Join(", ", types.Select(WireName<IntegrationType>.ToWire))
            );
        limiter.Take(integration.IntegrationId, retriesOnly5xx);
        return integration;
    }

    /// <summary>Reads the body, whatever its media type says: senders disagree about it.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBody(HttpContext http, long maxBytes = MaxEventBytes)
    {
        var body = new MemoryStream();
        await RequestBody.Copy(
            http.Request,
            body,
            Math.Min(maxBytes, http.RequestServices.GetRequiredService<RequestLimits>().MaxBodyBytes),
            http.RequestServices.GetRequiredService<BodyBudget>().Members,
            http.RequestAborted
        );
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Parses a body that may hold many events, and stores them. Returns once they are on disk.</summary>
    /// <inheritdoc cref="Accept" path="/exception"/>
    public async Task<ParsedPush> Take(
        Integration integration,
        ReadOnlyMemory<byte> payload,
        Func<ReadOnlyMemory<byte>, ParsedPush> parse,
        CancellationToken cancel
    )
    {
        var isLarge = payload.Length > MaxEventBytes;
        if (isLarge)
            await large.WaitAsync(cancel);
        try
        {
            var push = parse(payload);
            await Accept(integration, push, payload, cancel);
            return push;
        }
        finally
        {
            if (isLarge)
                large.Release();
        }
    }

    /// <summary>Stores what was read. Returns once it is on disk.</summary>
    /// <exception cref="ApiException">
    /// All entries were rejected, a shared integration has no route, or the database does not accept writes.
    /// </exception>
    public async Task Accept(
        Integration integration,
        ParsedPush push,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancel
    )
    {
        if (push.Events.Count + push.Actions.Count == 0 && push.Rejected.Count > 0)
            throw new ApiException(ErrorCode.InvalidParameter, push.Rejected[0].Reason);
        if (integration.SpaceId is null && !await HasRoute(integration.IntegrationId, cancel))
            throw Errors.Invalid(OnCallMessages.IntegrationWithoutRoute);
        if (push.Events.Count + push.Actions.Count > 0)
            await journal.Store([.. Parts(integration, push)], cancel);
        recent.Note(integration.IntegrationId, payload, push.Events.Count + push.Actions.Count, Problem(push));
    }

    /// <summary>The events with the overrides from the address applied.</summary>
    public static ParsedPush Override(HttpContext http, ParsedPush push)
    {
        var query = http.Request.Query;
        var severity = query["severity"] is [{ } word] ? Severity(word) : null;
        var titleRule = query["title_rule"] is [{ Length: > 0 } rule] ? EventText.Line(rule, EventText.MaxTitle) : null;
        if (severity is null && titleRule is null)
            return push;
        return push with
        {
            Events =
            [
                .. push.Events.Select(e =>
                    e with
                    {
                        Status = e.Status == EventStatus.Ok ? e.Status : severity ?? e.Status,
                        TitleRule = titleRule ?? e.TitleRule,
                        IsPlainTitle = titleRule is null && e.IsPlainTitle,
                    }
                ),
            ],
        };
    }

    public void Dispose() => large.Dispose();

    private IEnumerable<AcceptedPush> Parts(Integration integration, ParsedPush push)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var first = 0; first == 0 || first < push.Events.Count; first += MaxEvents)
        {
            var isLast = first + MaxEvents >= push.Events.Count;
            var content = new PushContent([.. push.Events.Skip(first).Take(MaxEvents)], isLast ? push.Actions : []);
            yield return new AcceptedPush(integration.AccountId, integration.IntegrationId, now, content.ToJson());
        }
    }

    private async Task<bool> HasRoute(long integrationId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Routes.AnyAsync(r => r.IntegrationId == integrationId && r.IsCurrent, cancel);
    }

    private static EventStatus? Severity(string word) =>
        WireName<EventStatus>.TryParse(word, out var severity) && severity != EventStatus.Ok
            ? severity
            : throw Errors.Invalid(OnCallMessages.SeverityNotOk, "severity");

    private static string? Problem(ParsedPush push) =>
        push.Rejected.Count == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{push.Rejected.Count}: {push.Rejected[0].Reason.In(Language.English)}"
            );
}
