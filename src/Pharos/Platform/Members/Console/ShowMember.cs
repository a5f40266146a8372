using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Shows a member, with role checkboxes for members who manage members: <c>GET /console/members/{member_id}</c>
/// </summary>
internal static class ShowMember
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await MemberContext.Find(request, db);
        var form = new Form();
        form.Set("role_ids", shown.Member.AccountRoleIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        return await Page(request, db, shown, form, StatusCodes.Status200OK);
    }

    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        MemberContext shown,
        Form form,
        int status
    )
    {
        // A caller who must not change this member gets no form.
        var choices = await RoleChoices.Read(request, db, shown.Member.AccountRoleIds);
        return request.Page<MemberPage>(
            status,
            (nameof(MemberPage.Shown), shown),
            (nameof(MemberPage.Form), form),
            (nameof(MemberPage.Choices), choices),
            (nameof(MemberPage.Done), Done(request))
        );
    }

    /// <summary>Returns a digest of the roles, which are what the form changes.</summary>
    public static string SeenOf(MemberContext shown) =>
        ConcurrencyToken.Create([.. shown.Member.AccountRoleIds.Select(id => (object?)id)]);

    private static string? Done(ConsoleRequest request) =>
        request.Query("done") switch
        {
            "roles" => request.Texts[MembersTexts.MemberRolesSaved],
            "second-factor" when request.May(Permissions.MembersManage) => request.Texts[
                MembersTexts.MemberSecondFactorOff
            ],
            _ => null,
        };
}
