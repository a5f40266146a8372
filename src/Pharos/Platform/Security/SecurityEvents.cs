using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Members;

namespace Pharos.Platform.Security;

/// <summary>
/// Adds lines to the audit log about attempts that were refused: for each kind and member or key at most one per
/// quarter hour, so that an attacker cannot fill the log. Written in the background, so that the time of a response
/// does not reveal whether an email address is known.
/// </summary>
internal sealed partial class SecurityEvents(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    ApiKeyAuthenticator keys,
    SecurityLog security,
    TimeProvider clock,
    ILogger<SecurityEvents> log
) : BackgroundService
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MostWaiting = 1000;

    public static readonly Operation<OwnSignIn, EmptyResponse> FailedSignIn = new(
        "Record a failed sign-in",
        (record, op) => Write(FailedSignIn!, record, op)
    )
    {
        Audit = new(OperationTexts.SignInReadFail) { IsWrite = false },
    };

    public static readonly Operation<OwnSignIn, EmptyResponse> BlockedSignIn = new(
        "Record that sign-in is blocked after wrong passwords",
        (record, op) => Write(BlockedSignIn!, record, op)
    )
    {
        Audit = new(OperationTexts.SignInReadBlock) { IsWrite = false },
    };

    public static readonly Operation<OwnSignIn, EmptyResponse> FailedSecondFactor = new(
        "Record a wrong code",
        (record, op) => Write(FailedSecondFactor!, record, op)
    )
    {
        Audit = new(OperationTexts.SecondFactorReadFail) { IsWrite = false },
    };

    /// <summary>Written by <c>CheckSecondFactor</c>, in the transaction that uses the code.</summary>
    public static readonly Operation<OwnSignIn, EmptyResponse> RecoveryCodeUsed = new(
        "Use a recovery code",
        (record, op) => Write(RecoveryCodeUsed!, record, op)
    )
    {
        Audit = new(OperationTexts.RecoveryCodesWriteUse) { IsDangerous = true },
    };

    public static readonly Operation<RefusedApiKey, EmptyResponse> RefusedKey = new(
        "Record a refused API key",
        (record, op) => Write(RefusedKey!, record, op)
    )
    {
        Audit = new(OperationTexts.AppKeyReadRefuse) { IsWrite = false },
    };

    private readonly Throttle lines = new(1, Window, clock);
    private readonly Channel<Line> queue = Channel.CreateBounded<Line>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public static IReadOnlyList<Operation> Operations { get; } =
    [FailedSignIn, BlockedSignIn, FailedSecondFactor, RecoveryCodeUsed, RefusedKey];

    /// <param name="emails">The address, in the forms in which it can be stored. Unknown ones leave no line.</param>
    public void SignInFailed(IReadOnlyList<string> emails, RequestSource source) =>
        Add(
            new Line(source) { Emails = emails, Write = op => FailedSignIn.Run(OwnSignIn.Instance, op) },
            "fail " + emails[0]
        );

    /// <param name="emails">The address, in the forms in which it can be stored. Unknown ones leave no line.</param>
    public void SignInBlocked(IReadOnlyList<string> emails, RequestSource source) =>
        Add(
            new Line(source) { Emails = emails, Write = op => BlockedSignIn.Run(OwnSignIn.Instance, op) },
            "block " + emails[0]
        );

    public void SecondFactorFailed(long accountId, long memberId, RequestSource source) =>
        Add(
            new Line(source)
            {
                Member = (accountId, memberId),
                Write = op => FailedSecondFactor.Run(OwnSignIn.Instance, op),
            },
            FormattableString.Invariant($"code {memberId}")
        );

    /// <summary>
    /// Notes a key that was refused: in the server's log, and in the account's log if the key exists.
    /// </summary>
    public void KeyRefused(HttpContext http, string key)
    {
        security.Note(SecurityEvent.ApiKeyRejected, http);
        if (keys.FindRefused(key) is { } refused)
            Add(
                new Line(RequestSource.ApiKey(refused.KeyId, refused.Name).In(http))
                {
                    Member = (refused.AccountId, refused.MemberId),
                    Write = op => RefusedKey.Run(new RefusedApiKey(refused.KeyId, refused.Reason), op),
                },
                "key " + refused.KeyId
            );
    }

    /// <summary>Completes when everything noted so far has been written.</summary>
    public async Task Written()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(new Line(RequestSource.CommandLine("")) { Done = done });
        await done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var line in queue.Reader.ReadAllAsync(stoppingToken))
                await Write(line, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping; the rest is written below.
        }

        while (queue.Reader.TryRead(out var line))
            await Write(line, CancellationToken.None);
    }

    private static async Task<EmptyResponse> Write<T>(Operation<T, EmptyResponse> info, T record, OperationContext op)
        where T : class
    {
        await using var write = await op.BeginWrite(info, record);
        if (op.Caller.RequestSource.KeyName is { } key)
            write.SetAuditTarget(key);
        await write.Commit(op.Cancel);
        return EmptyResponse.Instance;
    }

    private void Add(Line line, string key)
    {
        if (lines.Take(key) is null)
            queue.Writer.TryWrite(line);
    }

    private async Task Write(Line line, CancellationToken cancel)
    {
        try
        {
            if (line.Write is not null)
                await Write(line, line.Write, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotWritten(log, fault.GetType().Name);
        }
        finally
        {
            line.Done?.TrySetResult();
        }
    }

    private async Task Write(Line line, Func<OperationContext, Task> write, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var members = line.Member is { } one
            ? [one]
            : (
                await db
                    .Members.Where(m => line.Emails.Contains(m.Email) && m.Status == MemberStatus.Enabled)
                    .Select(m => new { m.AccountId, m.MemberId })
                    .ToListAsync(cancel)
            ).ConvertAll(m => (m.AccountId, m.MemberId));
        foreach (var (accountId, memberId) in members)
        {
            var caller = new Caller(accountId, memberId, Permissions.None) { RequestSource = line.Source };
            await write(new OperationContext(db, caller, writes, clock, cancel));
        }
    }

    /// <param name="Source">The source of the refused request.</param>
    private sealed record Line(RequestSource Source)
    {
        /// <summary>Stands for all members with this address, in any account.</summary>
        public IReadOnlyList<string> Emails { get; init; } = [];

        public (long AccountId, long MemberId)? Member { get; init; }

        public Func<OperationContext, Task>? Write { get; init; }

        public TaskCompletionSource? Done { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 201,
            Level = LogLevel.Warning,
            Message = "A refused attempt could not be added to the audit log ({Fault})"
        )]
        public static partial void NotWritten(ILogger log, string fault);
    }
}

/// <summary>The audit log's record of a key that exists but was refused.</summary>
/// <param name="Reason"><c>disabled</c>, <c>expired</c>, or <c>member</c> if its member cannot use the account.</param>
internal sealed record RefusedApiKey(string KeyId, string Reason);
