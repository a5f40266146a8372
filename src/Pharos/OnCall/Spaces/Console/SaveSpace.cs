using System.Globalization;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>
/// Shows and saves the settings of a space; read-only without the permission: <c>/console/spaces/{id}</c>
/// </summary>
internal static class SaveSpace
{
    public static readonly ConsoleForm<SpaceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = SpaceContext.Find,
        Fields =
        [
            new("name", SpacesTexts.Name, shown => shown.Space.ChannelName) { WireNames = ["channel_name"] },
            new("description", SpacesTexts.Description, shown => shown.Space.Description),
            new("team_id", SpacesTexts.Team, shown => shown.Space.TeamId is > 0 and var id ? Text(id) : ""),
            new("method", SpacesTexts.Grouping, shown =>
                WireName<GroupMethod>.ToWire(shown.Space.Group!.Method!.Value)
            ),
            new("equals", SpacesTexts.EqualKeys, shown => KeyLists(shown.Space.Group!))
            {
                WireNames = ["group.equals"],
            },
            new("window", SpacesTexts.Window, shown => Text(shown.Space.Group!.TimeWindow ?? 0))
            {
                WireNames = ["group.time_window"],
            },
            new("window_type", SpacesTexts.WindowType, shown =>
                WireName<GroupWindow>.ToWire(shown.Space.Group!.WindowType ?? GroupWindow.Tumbling)
            ),
            new("auto_resolve", SpacesTexts.AutoResolve, shown =>
                shown.Space.AutoResolveTimeout is > 0 and var seconds ? Text(seconds / 60) : ""
            )
            {
                WireNames = ["auto_resolve_timeout"],
            },
            new("auto_resolve_mode", SpacesTexts.AutoResolveMode, shown =>
                WireName<AutoResolveMode>.ToWire(shown.Space.AutoResolveMode ?? AutoResolveMode.Trigger)
            ),
            new("closes", SpacesTexts.Closes, shown => shown.Space.DisableAutoClose != true),
            new("private", SpacesTexts.Private, shown => shown.Space.IsPrivate == true),
        ],
        Page = async (request, db, shown, form) =>
            request.Page<SpacePage>(
                form.Status,
                (nameof(SpacePage.Shown), shown),
                (nameof(SpacePage.Form), form),
                (nameof(SpacePage.Teams), await TeamChoices.Read(request, db))
            ),
        Submit = async (shown, form, op) =>
        {
            var group = shown.Space.Group!;
            await UpdateSpace.Info.Run(
                new UpdateSpaceRequest
                {
                    ChannelId = shown.Space.ChannelId,
                    ChannelName = form["name"],
                    Description = form["description"],
                    TeamId = Team(form),
                    // What the form does not show, such as cases, stays.
                    Group = group with
                    {
                        Method = Selection.Of<GroupMethod>(form, "method") ?? group.Method,
                        EqualKeys = ReadKeyLists(form),
                        TimeWindow = Minutes(form, "window", "group.time_window"),
                        WindowType = Selection.Of<GroupWindow>(form, "window_type") ?? group.WindowType,
                    },
                    AutoResolveTimeout = Minutes(form, "auto_resolve", "auto_resolve_timeout") * 60,
                    AutoResolveMode = Selection.Of<AutoResolveMode>(form, "auto_resolve_mode"),
                    DisableAutoClose = !form.Has("closes"),
                    IsPrivate = form.Has("private"),
                },
                op
            );
            return shown.Path;
        },
        Notice = new("saved", SpacesTexts.DoneSaved),
    };

    /// <summary>The chosen team; 0 for none.</summary>
    public static long Team(Form form) => form["team_id"].Length == 0 ? 0 : Validate.IdText(form["team_id"], "team_id");

    /// <summary>Reads whole minutes; an empty field is 0.</summary>
    private static long Minutes(Form form, string field, string wire)
    {
        var text = form[field].Trim();
        if (text.Length == 0)
            return 0;
        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 43_200
            ? minutes
            : throw Errors.Invalid(Messages.OutOfRange, wire, 0, 43_200);
    }

    /// <summary>One list of keys a line.</summary>
    private static string KeyLists(GroupFields group) =>
        string.Join('\n', (group.EqualKeys ?? []).Select(list => string.Join(", ", list ?? [])));

    private static List<List<string?>?> ReadKeyLists(Form form) =>
        [
            .. form["equals"]
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .ToList<string?>()
                ),
        ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
