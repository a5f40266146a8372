using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>An event that is over already, as it stands in the form: its whole timeline at once.</summary>
/// <param name="Entries">How many entries the form has.</param>
/// <param name="Picked">What each says of components.</param>
public sealed record PastDraft(ChangeType Type, Form Form, int Entries, IReadOnlyList<Picked> Picked)
{
    private const int Most = 50;

    public static string At(int i) => string.Create(CultureInfo.InvariantCulture, $"at_{i}");

    public static string Status(int i) => string.Create(CultureInfo.InvariantCulture, $"status_{i}");

    public static string Message(int i) => string.Create(CultureInfo.InvariantCulture, $"message_{i}");

    /// <summary>Tells the components of one entry from those of another.</summary>
    public static string Prefix(int i) => string.Create(CultureInfo.InvariantCulture, $"e{i}");

    /// <summary>Two entries, the first when it began and the last when it was over.</summary>
    public static PastDraft Blank(ChangeType type)
    {
        var form = new Form
        {
            [Status(0)] = Wire(type == ChangeType.Incident ? ChangeStatus.Investigating : ChangeStatus.Ongoing),
            [Status(1)] = Wire(ChangeStatuses.For(type)[^1]),
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
            ? Math.Clamp(n, 2, Most)
            : 2;
        var form = Form.From(
            request,
            [
                .. Enumerable.Range(0, entries).SelectMany(i => (string[])[At(i), Status(i), Message(i)]),
                "title",
                "description",
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

    /// <summary>With one entry more, before the last, which ends it.</summary>
    public PastDraft WithOneMore()
    {
        if (Entries == Most)
            return this;
        foreach (var field in (Func<int, string>[])[At, Status, Message])
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

    /// <summary>Without an entry; two always stay.</summary>
    public PastDraft Without(int entry)
    {
        if (Entries == 2 || entry < 0 || entry >= Entries)
            return this;
        foreach (var field in (Func<int, string>[])[At, Status, Message])
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

    /// <exception cref="ApiException">A time or a status is none, naming the field as the Open API does.</exception>
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
                // Nothing else would be taken: what is over leaves everything operational.
                foreach (var id in now.Where(c => c.Value != ComponentStatus.Operational).Select(c => c.Key))
                    says.TryAdd(id, ComponentStatus.Operational);
            }

            foreach (var (id, state) in says)
                now[id] = state;
            updates.Add(
                new UpdateFields
                {
                    AtSeconds = LocalTime.Read(Form[At(i)], zone, $"updates[{i}].at_seconds"),
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
