using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.ApiKeys.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Asks for confirmation and deletes a colleague's key: <c>/console/members/{member_id}/keys/{key_id}/delete</c>
/// </summary>
internal static class RemoveMemberKey
{
    public static readonly ConsoleForm<(MemberContext Member, ApiKeyRow Key)> Form = new()
    {
        Permission = Permissions.MembersManage,
        Find = async (request, db) =>
        {
            var member = await MemberContext.Find(request, db);
            var key = member.Keys.FirstOrDefault(k => k.KeyId == (string?)request.Http.Request.RouteValues["keyId"]);
            return key is not null && member.MayTouch ? (member, key) : throw Errors.NotFound("key_id");
        },
        Page = (request, _, shown, form) =>
            Task.FromResult(
                request.Page<DeleteApiKeyPage>(
                    form.Status,
                    (nameof(DeleteApiKeyPage.Key), shown.Key),
                    (nameof(DeleteApiKeyPage.Member), shown.Member.Path)
                )
            ),
        Submit = async (shown, _, op) =>
        {
            await EditApiKey.Revoke.Run(new ColleaguesApiKey(shown.Member.Member.MemberId, shown.Key.KeyId), op);
            return shown.Member.Path;
        },
        Notice = new("key-deleted", ConsoleTexts.KeyDeleted) { Permission = Permissions.MembersManage },
    };
}
