using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// Moves a space to the place of another one in the account's common order: <c>POST /channel/reorder</c>
/// </summary>
internal static class ReorderSpaces
{
    public static readonly Operation<ReorderSpacesRequest, EmptyResponse> Info = new(
        "/channel/reorder",
        "Move a space in the common order",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteReorder),
    };

    private static async Task<EmptyResponse> Handle(ReorderSpacesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var draggedId = Validate.Id(request.DragChannelId, "drag_channel_id");
        var targetId = Validate.Id(request.TargetChannelId, "target_channel_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        await access.Find(db, caller, draggedId, cancel, "drag_channel_id");
        await access.Find(db, caller, targetId, cancel, "target_channel_id");
        var spaces = await db
            .Spaces.Where(s => s.AccountId == caller.AccountId)
            .OrderBy(s => s.Position)
            .ThenBy(s => s.SpaceId)
            .ToListAsync(cancel);
        var place = spaces.FindIndex(s => s.SpaceId == targetId);
        var dragged = spaces.Find(s => s.SpaceId == draggedId)!;
        spaces.Remove(dragged);
        spaces.Insert(place, dragged);
        for (var i = 0; i < spaces.Count; i++)
            spaces[i].Position = i + 1;
        write.SetAuditTarget(dragged.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record ReorderSpacesRequest
{
    [Required]
    public long? DragChannelId { get; set; }

    [Required]
    public long? TargetChannelId { get; set; }
}
