using Pharos.Kernel;
using Pharos.Platform.SecondFactor;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Asks for confirmation and turns off a colleague's second factor: <c>/console/members/{member_id}/second-factor</c>
/// </summary>
internal static class DisableSecondFactor
{
    public static readonly ConsoleForm<MemberContext> Form = new()
    {
        Permission = Permissions.MembersManage,
        Find = MemberContext.Find,
        Page = (request, _, member, form) =>
            member.HasSecondFactor && member.MayTouch
                ? Task.FromResult(
                    request.Page<DisableSecondFactorPage>(form.Status, (nameof(DisableSecondFactorPage.Shown), member))
                )
                : throw Errors.NotFound("member_id"),
        Submit = async (member, _, op) =>
        {
            await RemoveSecondFactor.OfColleague.Run(new ChosenMember(member.Member.MemberId), op);
            return member.Path;
        },
        Notice = new("second-factor", MembersTexts.MemberSecondFactorOff) { Permission = Permissions.MembersManage },
    };
}
