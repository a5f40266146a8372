using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>An event as it stands in the form before it goes out.</summary>
/// <param name="Page">Where it will be published.</param>
/// <param name="Form">What was typed; see <see cref="Fields"/>.</param>
public sealed record PublishDraft(
    PageContext Page,
    ChangeType Type,
    Form Form,
    PageComponents Components,
    Picked Picked
)
{
    /// <summary>Minutes until the next update that are offered; <c>0</c> promises none.</summary>
    public static readonly long[] Promises = [15, 30, 60, 120, 0];

    /// <summary>The form's fields but for those of the components.</summary>
    public static readonly string[] Fields =
    [
        "page_id",
        "type",
        "title",
        "status",
        "start",
        "end",
        "message",
        "next",
        "auto",
        "notify",
        "responders",
    ];

    public ChangeStatus Status =>
        WireName<ChangeStatus>.TryParse(Form["status"], out var status) && status.BelongsTo(Type)
            ? status
            : ChangeStatuses.First(Type);

    /// <summary>Whether there is anybody who could be told.</summary>
    public bool MayTell { get; init; }

    public bool Tells => MayTell && Form.Has("notify");

    /// <exception cref="ApiException">A time is none, naming the field as the Open API does.</exception>
    public CreateChangeRequest ToRequest(NodaTime.DateTimeZone zone, long now)
    {
        var start = LocalTime.Read(Form["start"], zone, "start_at_seconds");
        var isLater = Type == ChangeType.Maintenance && Status == ChangeStatus.Scheduled;
        if (isLater && start is null)
            throw Errors.Missing("start_at_seconds");
        return new CreateChangeRequest
        {
            PageId = Page.PageId,
            Type = Type,
            Title = Form["title"],
            Description = Form["message"],
            Status = Status,
            // What is under way already began now, whatever was planned.
            StartAtSeconds = isLater || Type == ChangeType.Incident ? start : null,
            CloseAtSeconds =
                Type == ChangeType.Maintenance ? LocalTime.Read(Form["end"], zone, "close_at_seconds") : null,
            AutoUpdateBySchedule = Type == ChangeType.Maintenance && Form.Has("auto"),
            NotifySubscribers = Tells,
            Responders = [.. Form.Values("responders").Select(id => (long?)Validate.IdText(id, "responders"))],
            Updates =
            [
                new UpdateFields
                {
                    Status = Status,
                    Description = Form["message"],
                    ComponentChanges = Picked.ToFields(),
                    NextUpdateAtSeconds =
                        Type == ChangeType.Incident && !Status.IsTerminal() ? PromisedAt(Form["next"], now) : null,
                },
            ],
        };
    }

    /// <summary>The moment so many minutes from now; null where none is promised.</summary>
    /// <param name="minutes">As posted.</param>
    public static long? PromisedAt(string minutes, long now) =>
        long.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is > 0 and <= 10080
            ? now + (m * 60)
            : null;
}
