using System.Globalization;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys.Console;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Shows one member, <c>/console/members/{member_id}</c>, and replaces the member's roles, <c>POST …/roles</c>
/// </summary>
internal static class SaveMemberRoles
{
    public static readonly ConsoleForm<MemberContext> Form = new()
    {
        Permission = Permissions.MembersManage,
        PagePermission = Permissions.None,
        Lock = FormLocks.Account,
        Find = MemberContext.Find,
        Fields =
        [
            new("role_ids", MembersTexts.MemberRoles, member =>
                member.Member.AccountRoleIds.Select(id => id.ToString(CultureInfo.InvariantCulture))
            )
            {
                WireNames = ["role_ids", "member_id"],
                Shown = async (member, request, db) =>
                {
                    var names = await ShowMembers.RoleNames(request, db);
                    return string.Join(
                        ", ",
                        member.Member.AccountRoleIds.Select(id => names.GetValueOrDefault(id, ""))
                    );
                },
            },
        ],
        Page = async (request, db, member, form) =>
            request.Page<MemberPage>(
                form.Status,
                (nameof(MemberPage.Shown), member),
                (nameof(MemberPage.Form), form),
                (nameof(MemberPage.Pages), await ShowApiKeys.PageNames(request, db)),
                (nameof(MemberPage.Choices), await RoleChoices.Read(request, db, member.Member.AccountRoleIds))
            ),
        Submit = async (member, form, op) =>
        {
            await ChangeMemberRoles.Update.Run(
                new MemberRolesRequest { MemberId = member.Member.MemberId, RoleIds = RoleChoices.Ticked(form) },
                op
            );
            return member.Path;
        },
        Notice = new("roles", MembersTexts.MemberRolesSaved),
    };
}
