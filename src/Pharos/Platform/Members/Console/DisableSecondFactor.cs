using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.SecondFactor;
using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Asks for confirmation and turns off a colleague's second factor: <c>/console/members/{member_id}/second-factor</c>
/// </summary>
internal static class DisableSecondFactor
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var shown = await MemberContext.Find(request, db);
        return shown.HasSecondFactor && shown.MayTouch
            ? request.Page<DisableSecondFactorPage>(
                StatusCodes.Status200OK,
                (nameof(DisableSecondFactorPage.Shown), shown)
            )
            : throw Errors.NotFound("member_id");
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var memberId = MemberContext.Id(request);
        await RemoveSecondFactor.OfColleague.Run(new ChosenMember(memberId), request.Operation(db));
        return request.See(FormattableString.Invariant($"{ShowMembers.Path}/{memberId}?done=second-factor"));
    }
}
