using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Members;
using Pharos.Api.Members.SecondFactor;
using Pharos.Storage;

namespace Pharos.Console.Members;

/// <summary>Asks, and then switches a colleague's second factor off: <c>/console/members/{member_id}/second-factor</c></summary>
internal static class SwitchOffSecondFactor
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var shown = await ShownMember.Find(request, db);
        return shown.HasSecondFactor && shown.MayTouch ? request.Page<SwitchOffSecondFactorPage>(StatusCodes.Status200OK, (nameof(SwitchOffSecondFactorPage.Shown), shown)) : throw Problem.NotFound("member_id");
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var memberId = ShownMember.Id(request);
        await RemoveSecondFactor.OfColleague.Run(new ChosenMember(memberId), request.Operation(db));
        return request.See(FormattableString.Invariant($"{ShowMembers.Path}/{memberId}?done=second-factor"));
    }
}
