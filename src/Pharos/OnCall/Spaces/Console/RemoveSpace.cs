using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>Asks for confirmation and deletes a space: <c>/console/spaces/{id}/delete</c></summary>
internal static class RemoveSpace
{
    public static readonly ConsoleForm<SpaceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        Find = SpaceContext.Find,
        Page = (request, _, shown, form) =>
            Task.FromResult(request.Page<RemoveSpacePage>(form.Status, (nameof(RemoveSpacePage.Shown), shown))),
        Submit = async (shown, _, op) =>
        {
            await DeleteSpace.Info.Run(new SpaceRequest { ChannelId = shown.Space.ChannelId }, op);
            return ShowSpaces.Path;
        },
        Notice = new("deleted", SpacesTexts.DoneDeleted),
    };
}
