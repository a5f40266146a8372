using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>Returns one space: <c>POST /channel/info</c></summary>
internal static class SpaceInfo
{
    public static readonly Operation<SpaceRequest, SpaceItem> Info = new("/channel/info", "Get space detail", Handle)
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<SpaceItem> Handle(SpaceRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await access.Find(db, caller, spaceId, cancel);
        return (await SpaceItems.Full(db, caller, [row], cancel))[0];
    }
}

/// <summary>Returns spaces in the requested order, leaving out unknown ones: <c>POST /channel/infos</c></summary>
internal static class SpaceInfos
{
    public static readonly Operation<SpaceInfosRequest, SpaceInfosResponse> Info = new(
        "/channel/infos",
        "Get spaces by ID",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<SpaceInfosResponse> Handle(SpaceInfosRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.RequiredIds(request.ChannelIds, "channel_ids");
        var access = await SpaceAccess.For(db, caller, cancel);
        var spaces = await access
            .Spaces(db, caller)
            .AsNoTracking()
            .Where(s => EF.Parameter(ids).Contains(s.SpaceId))
            .ToDictionaryAsync(s => s.SpaceId, cancel);
        return new SpaceInfosResponse([
            .. ids.Where(spaces.ContainsKey)
                .Select(id => new SpaceShort(id, spaces[id].Name, SpaceItems.Status(spaces[id].IsDisabled))),
        ]);
    }
}

public sealed record SpaceInfosRequest
{
    [Required]
    [MaxLength(1000)]
    public List<long?>? ChannelIds { get; set; }
}

public sealed record SpaceInfosResponse(IReadOnlyList<SpaceShort> Items);

public sealed record SpaceShort(long ChannelId, string ChannelName, SpaceStatus Status);
