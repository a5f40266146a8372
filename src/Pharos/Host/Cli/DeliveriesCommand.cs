using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos deliveries</c>: shows the delivery progress of an event's notifications. The server may be running.
/// </summary>
internal static class DeliveriesCommand
{
    private static readonly Option<long> Event = new("--event")
    {
        Description = "The event's change_id",
        HelpName = "ID",
        Required = true,
    };
    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Print every second until all deliveries have finished",
    };

    public static Command Create()
    {
        var command = new Command("deliveries", "Show the delivery progress of an event's notifications")
        {
            Event,
            Watch,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        await using var store = await Setup.OpenExisting(options, cancel);
        var changeId = arguments.GetValue(Event);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var change = await db
            .Changes.Where(c => c.ChangeId == changeId)
            .Join(db.Pages, c => c.PageId, p => p.PageId, (c, p) => new { c.Title, p.Name })
            .SingleOrDefaultAsync(cancel)
            ?? throw new StartupException($"there is no event {changeId.ToString(CultureInfo.InvariantCulture)}");
        await arguments.Streams.Output.WriteLineAsync($"{change.Name}: {change.Title}");
        while (true)
        {
            var log = await DeliveryLog.Read(db, changeId, cancel);
            var ended = log.IsDone || !arguments.GetValue(Watch);
            var written = log.Written > 0 ? $", written to files {log.Written}" : "";
            var more = log.Expanding > 0 ? " (more to come)" : "";
            await arguments.Streams.Output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"waiting {log.Waiting}, sent {log.Sent}{written}, failed {log.Failed}, "
                        + $"quarantined {log.Quarantined}{more}"
                )
            );
            if (!ended)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), store.Clock, cancel);
                continue;
            }

            foreach (var (error, count) in log.Errors)
                await arguments.Streams.Output.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{count} × {error}")
                );
            return 0;
        }
    }
}
