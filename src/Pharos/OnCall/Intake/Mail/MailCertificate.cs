using System.Net.Security;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>The server's certificate for STARTTLS, and the suites that may be used with it.</summary>
/// <param name="Current">The certificate for the next connection, with its chain.</param>
internal sealed record MailCertificate(Func<SslStreamCertificateContext> Current, CipherSuitesPolicy? CipherSuites);
