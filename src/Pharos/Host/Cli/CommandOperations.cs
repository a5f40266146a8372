using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Host.Cli;

/// <summary>Creates contexts for operations of commands that send email.</summary>
internal static class CommandOperations
{
    /// <summary>A running server sends the email; without an SMTP server in the options, none is stored.</summary>
    public static OperationContext Operation(
        this Store store,
        PharosDb db,
        Caller caller,
        EmailOptions email,
        CancellationToken cancel
    ) =>
        new(db, caller, store.Writes, store.Clock, cancel)
        {
            Services = new ServiceCollection().AddSingleton(email).BuildServiceProvider(),
        };
}
