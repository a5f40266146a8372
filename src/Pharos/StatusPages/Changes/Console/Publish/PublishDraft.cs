using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Templates;
using Pharos.Web;
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
        LocalTime.MomentField("start"),
        "end",
        LocalTime.MomentField("end"),
        "message",
        "next",
        "auto",
        "notify",
        "responders",
        // What the form of the other type holds, so that changing the type and back loses nothing.
        OtherStart,
        LocalTime.MomentField(OtherStart),
    ];

    public const string OtherStart = "other_start";

    public ChangeStatus Status =>
        WireName<ChangeStatus>.TryParse(Form["status"], out var status) && status.BelongsTo(Type)
            ? status
            : ChangeStatuses.First(Type);

    /// <summary>Whether the page can notify anyone.</summary>
    public bool MayTell { get; init; }

    public bool Tells => MayTell && Form.Has("notify");

    /// <summary>The message that is proposed for a new change, in the page's language.</summary>
    public static string UsualText(ChangeType type, PageContext page) =>
        type == ChangeType.Incident ? PublishTexts.PublishUsualText.In(page.Language) : "";

    /// <summary>The same draft as a change of the other type. What was typed and chosen stays.</summary>
    internal PublishDraft AsOtherType(ConsoleRequest request)
    {
        var other = Type == ChangeType.Incident ? ChangeType.Maintenance : ChangeType.Incident;
        Form["type"] = WireName<ChangeType>.ToWire(other);
        Form["status"] = WireName<ChangeStatus>.ToWire(ChangeStatuses.First(other));
        if (string.IsNullOrWhiteSpace(Form["message"]) || Form["message"] == UsualText(Type, Page))
            Form["message"] = UsualText(other, Page);
        // The start of an incident lies in the past, that of a maintenance in the future.
        (Form["start"], Form[OtherStart]) = (Form[OtherStart], Form["start"]);
        (Form[LocalTime.MomentField("start")], Form[LocalTime.MomentField(OtherStart)]) = (
            Form[LocalTime.MomentField(OtherStart)],
            Form[LocalTime.MomentField("start")]
        );
        if (other == ChangeType.Maintenance)
            ShowPublish.ProposeTimes(request, Form);
        else if (Form["next"].Length == 0)
            Form["next"] = "30";
        return this with
        {
            Type = other,
            Picked = new Picked(
                Picked.Statuses.ToDictionary(p => p.Key, p => InOtherType(p.Value, other), StringComparer.Ordinal)
            ),
        };
    }

    /// <summary>
    /// Fills the draft from a template. What was typed stays, and is followed by the template's text.
    /// </summary>
    /// <param name="template">The template to use.</param>
    /// <param name="all">The page's templates: their titles and texts were not typed.</param>
    internal PublishDraft From(TemplateRow template, IReadOnlyList<TemplateRow> all, ConsoleRequest request)
    {
        var draft = template.EventType == Type ? this : AsOtherType(request);
        if (string.IsNullOrWhiteSpace(Form["title"]) || all.Any(t => t.Title == Form["title"]))
            Form["title"] = template.Title;
        var message = Form["message"].Trim();
        if (message.Length == 0 || message == UsualText(draft.Type, Page) || all.Any(t => t.Description == message))
            Form["message"] = template.Description ?? message;
        else if (template.Description is { } text)
            Form["message"] = message + "\n\n" + text;
        Form["status"] = WireName<ChangeStatus>.ToWire(template.Status);
        return draft;
    }

    private static ComponentStatus InOtherType(ComponentStatus status, ChangeType type) =>
        ComponentStatuses.For(type).Contains(status) ? status
        : type == ChangeType.Maintenance ? ComponentStatus.UnderMaintenance
        : ComponentStatus.Degraded;

    /// <exception cref="ApiException">A time is invalid. The error names the field as the API does.</exception>
    public CreateChangeRequest ToRequest(NodaTime.DateTimeZone zone, long now)
    {
        var start = LocalTime.Read(Form, "start", zone, "start_at_seconds");
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
                Type == ChangeType.Maintenance ? LocalTime.Read(Form, "end", zone, "close_at_seconds") : null,
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
