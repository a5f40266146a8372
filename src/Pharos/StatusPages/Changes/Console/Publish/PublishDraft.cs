using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>The form of a change that is not published yet.</summary>
/// <param name="Page">The page it will be published on.</param>
/// <param name="Form">The form values; see <see cref="Fields"/>.</param>
public sealed record PublishDraft(
    PageContext Page,
    ChangeType Type,
    Form Form,
    PageComponents Components,
    Picked Picked
)
{
    /// <summary>The offered minutes until the next update; <c>0</c> promises none.</summary>
    public static readonly long[] Promises = [15, 30, 60, 120, 0];

    /// <summary>The form's fields, except those of the components.</summary>
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

    /// <summary>Whether the page can notify anyone.</summary>
    public bool MayTell { get; init; }

    public bool Tells => MayTell && Form.Has("notify");

    /// <exception cref="ApiException">A time is invalid. The error names the field as the API does.</exception>
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
            // A maintenance already in progress starts now, whatever was planned.
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

    /// <summary>The time that many minutes from now; null for none.</summary>
    /// <param name="minutes">The posted value.</param>
    public static long? PromisedAt(string minutes, long now) =>
        long.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is > 0 and <= 10080
            ? now + (m * 60)
            : null;
}
