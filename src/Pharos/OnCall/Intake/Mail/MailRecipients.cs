using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>Finds the integrations that an email is addressed to, and refuses all other recipients.</summary>
internal sealed partial class MailRecipients(MailIntakeOptions options, PushIntake intake, ILogger log) : IMailboxFilter
{
    private const string Property = "Pharos:Recipients";
    private static readonly IntegrationType[] Types = [IntegrationType.Email];

    /// <summary>The integrations that get the email of this connection.</summary>
    public static List<Integration> Of(ISessionContext context) => (List<Integration>)context.Properties[Property];

    public Task<bool> CanAcceptFromAsync(
        ISessionContext context,
        IMailbox from,
        int size,
        CancellationToken cancellationToken
    )
    {
        context.Properties[Property] = new List<Integration>();
        return options.Security == "required" && !context.Pipe.IsSecure
            ? throw Refused(SmtpReplyCode.AuthenticationRequired, "5.7.0 use STARTTLS first")
            : Task.FromResult(true);
    }

    public async Task<bool> CanDeliverToAsync(
        ISessionContext context,
        IMailbox to,
        IMailbox from,
        CancellationToken cancellationToken
    )
    {
        if (!string.Equals(to.Host, options.Domain, StringComparison.OrdinalIgnoreCase))
            throw Refused(SmtpReplyCode.MailboxUnavailable, "5.7.1 this server does not relay");
        var recipients = Of(context);
        if (recipients.Count >= options.Recipients)
            throw Refused(SmtpReplyCode.InsufficientStorage, "4.5.3 too many recipients");
        try
        {
            // Mail servers may write a local part in any case.
            var integration = await intake.Authenticate(
                to.User.ToLowerInvariant(),
                Types,
                retriesOnly5xx: false,
                cancellationToken
            );
            if (recipients.All(r => r.IntegrationId != integration.IntegrationId))
                recipients.Add(integration);
            return true;
        }
        catch (ApiException error)
        {
            throw error.Code switch
            {
                ErrorCode.RequestTooFrequently => Refused(
                    SmtpReplyCode.Unavailable,
                    "4.2.1 too many emails, try again later"
                ),
                ErrorCode.ServiceUnavailable => Refused(
                    SmtpReplyCode.Aborted,
                    "4.3.2 the server is busy, try again later"
                ),
                _ => Refused(SmtpReplyCode.MailboxUnavailable, "5.1.1 there is no such address"),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(log, fault.GetBaseException().Message);
            throw Refused(SmtpReplyCode.Aborted, "4.3.0 try again later");
        }
    }

    private static SmtpResponseException Refused(SmtpReplyCode code, string text) => new(new SmtpResponse(code, text));

    private static partial class Log
    {
        [LoggerMessage(EventId = 1342, Level = LogLevel.Warning, Message = "Looking up a recipient failed ({Reason})")]
        public static partial void Failed(ILogger log, string reason);
    }
}
