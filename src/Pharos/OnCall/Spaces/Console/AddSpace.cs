using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>Creates a space: <c>/console/spaces/new</c></summary>
internal static class AddSpace
{
    public const string Path = ShowSpaces.Path + "/new";

    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.SpacesManage,
        Find = NewThing.Find,
        Fields =
        [
            new("name", SpacesTexts.Name) { WireNames = ["channel_name"] },
            new("description", SpacesTexts.Description),
            new("team_id", SpacesTexts.Team),
        ],
        Page = async (request, db, _, form) =>
            request.Page<NewSpacePage>(
                form.Status,
                (nameof(NewSpacePage.Form), form),
                (nameof(NewSpacePage.Teams), await TeamChoices.Read(request, db))
            ),
        Submit = async (_, form, op) =>
        {
            var made = await CreateSpace.Info.Run(
                new CreateSpaceRequest
                {
                    ChannelName = form["name"],
                    Description = form["description"],
                    TeamId = SaveSpace.Team(form),
                },
                op
            );
            return SpaceContext.PathOf(made.ChannelId);
        },
        Notice = new("made", SpacesTexts.DoneMade),
    };
}
