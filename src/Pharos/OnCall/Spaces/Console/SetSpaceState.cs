using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>Lets a space take alerts, or stops it: <c>POST /console/spaces/{id}/state</c></summary>
internal static class SetSpaceState
{
    public static readonly FormNotice Enabled = new("enabled", SpacesTexts.DoneEnabled);
    public static readonly FormNotice Disabled = new("disabled", SpacesTexts.DoneDisabled);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await SpaceContext.Find(request, db);
        var enables = request.Field("do") == "enable";
        var operation = enables ? EnableSpace.Enable : EnableSpace.Disable;
        await operation.Run(new SpaceRequest { ChannelId = shown.Space.ChannelId }, request.Operation(db));
        return request.See(shown.Path, enables ? Enabled : Disabled);
    }
}
