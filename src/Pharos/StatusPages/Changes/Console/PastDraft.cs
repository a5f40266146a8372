using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>The form of a past change, with its whole timeline.</summary>
/// <param name="Entries">The number of entries in the form.</param>
/// <param name="Picked">The component statuses of each entry.</param>
public sealed record PastDraft(ChangeType Type, Form Form, int Entries, IReadOnlyList<Picked> Picked)
{
    private const int Max = 50;

    public static string At(int i) => string.Create(CultureInfo.InvariantCulture, $"at_{i}");

    private static string Moment(int i) => LocalTime.MomentField(At(i));

    public static string Status(int i) => string.Create(CultureInfo.InvariantCulture, $"status_{i}");

    public static string Message(int i) => string.Create(CultureInfo.InvariantCulture, $"message_{i}");

    /// <summary>The field prefix that separates the components of one entry from those of another.</summary>
    public static string Prefix(int i) => string.Create(CultureInfo.InvariantCulture, $"e{i}");

    /// <summary>Two entries: the start and the end.</summary>
    public static PastDraft Blank(ChangeType type)
    {
        var form = new Form
        {
            [Status(0)] = Wire(type == ChangeType.Incident ? ChangeStatus.Investigating : ChangeStatus.Ongoing),
            [Status(1)] = Wire(ChangeStatuses.For(type)[^1]),
            ["count"] = "true",
        };
        return new PastDraft(
            type,
            form,
            2,
            [Components.Console.Picker.Picked.None, Components.Console.Picker.Picked.None]
        );
    }

    public static PastDraft Read(ConsoleRequest request, PageComponents components)
    {
        var type = WireName<ChangeType>.TryParse(request.Field("type"), out var asked) ? asked : ChangeType.Incident;
        var entries = int.TryParse(request.Field("entries"), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? Math.Clamp(n, 2, Max)
            : 2;
        var form = Form.From(
            request,
            [
                .. Enumerable.Range(0, entries).SelectMany(i => (string[])[At(i), Moment(i), Status(i), Message(i)]),
                "title",
                "description",
                "count",
            ]
        );
        return new PastDraft(
            type,
            form,
            entries,
            [
                .. Enumerable
                    .Range(0, entries)
                    .Select(i => Components.Console.Picker.Picked.Read(request, components, Prefix(i))),
            ]
        );
    }

    /// <summary>Adds an entry before the last one, which ends the change.</summary>
    public PastDraft WithOneMore()
    {
        if (Entries == Max)
            return this;
        foreach (var field in (Func<int, string>[])[At, Moment, Status, Message])
        {
            Form[field(Entries)] = Form[field(Entries - 1)];
            Form[field(Entries - 1)] = "";
        }

        Form[Status(Entries - 1)] = Form[Status(Entries - 2)];
        return this with
        {
            Entries = Entries + 1,
            Picked = [.. Picked.SkipLast(1), Components.Console.Picker.Picked.None, Picked[^1]],
        };
    }

    /// <summary>Removes an entry; two always remain.</summary>
    public PastDraft Without(int entry)
    {
        if (Entries == 2 || entry < 0 || entry >= Entries)
            return this;
        foreach (var field in (Func<int, string>[])[At, Moment, Status, Message])
        {
            for (var i = entry; i < Entries - 1; i++)
                Form[field(i)] = Form[field(i + 1)];
        }

        return this with
        {
            Entries = Entries - 1,
            Picked = [.. Picked.Where((_, i) => i != entry)],
        };
    }

    /// <exception cref="ApiException">
    /// A time or a status is invalid. The error names the field as the API does.
    /// </exception>
    public CreateChangeRequest ToRequest(long pageId, NodaTime.DateTimeZone zone)
    {
        var now = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var updates = new List<UpdateFields?>(Entries);
        for (var i = 0; i < Entries; i++)
        {
            var status = WireName<ChangeStatus>.TryParse(Form[Status(i)], out var asked)
                ? asked
                : throw Errors.Missing($"updates[{i}].status");
            var says = new Dictionary<string, ComponentStatus>(Picked[i].Statuses, StringComparer.Ordinal);
            if (status.IsTerminal())
            {
                // A past change must leave all components operational, or the operation rejects it.
                foreach (var id in now.Where(c => c.Value != ComponentStatus.Operational).Select(c => c.Key))
                    says.TryAdd(id, ComponentStatus.Operational);
            }

            foreach (var (id, state) in says)
                now[id] = state;
            updates.Add(
                new UpdateFields
                {
                    AtSeconds = LocalTime.Read(Form, At(i), zone, $"updates[{i}].at_seconds"),
                    Status = status,
                    Description = Form[Message(i)],
                    ComponentChanges =
                    [
                        .. says.Select(s => new ComponentChangeFields { ComponentId = s.Key, Status = s.Value }),
                    ],
                }
            );
        }

        var description = Form["description"].Trim().Length > 0 ? Form["description"] : Form[Message(0)];
        return new CreateChangeRequest
        {
            PageId = pageId,
            Type = Type,
            Title = Form["title"],
            Description = description,
            IsRetrospective = true,
            Updates = updates,
            Status = updates.MaxBy(u => u!.AtSeconds)!.Status,
            StartAtSeconds = updates.Min(u => u!.AtSeconds),
            NotifySubscribers = false,
        };
    }

    private static string Wire(ChangeStatus status) => WireName<ChangeStatus>.ToWire(status);
}
