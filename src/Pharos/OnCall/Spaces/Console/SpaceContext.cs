using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>The space that a screen shows.</summary>
public sealed record SpaceContext(SpaceItem Space)
{
    public string Path => PathOf(Space.ChannelId);

    public static string PathOf(long spaceId) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShowSpaces.Path}/{spaceId}");

    /// <summary>Reads the space that the route value <c>{spaceId}</c> names.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, also for a private space that the member may not see.
    /// </exception>
    internal static async Task<SpaceContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id =
            (string?)request.Http.Request.RouteValues["spaceId"] is { Length: <= 16 } text
            && text.All(char.IsAsciiDigit)
                ? Validate.IdText(text, "channel_id")
                : throw Errors.NotFound("channel_id");
        return new(await SpaceInfo.Info.Run(new SpaceRequest { ChannelId = id }, request.Operation(db)));
    }
}
