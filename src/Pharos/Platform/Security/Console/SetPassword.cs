using Pharos.Database;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Changes the member's password and begins a new session in this browser: <c>POST
/// /console/account/security/password</c>
/// </summary>
internal static class SetPassword
{
    public static readonly FormNotice Done = new("password", SecurityTexts.PasswordChanged);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = Form.From(request, "end_keys");
        var status = await PasswordAttempts.Run(
            request,
            form,
            () =>
                ChangePassword.Info.Run(
                    new ChangePasswordRequest(
                        request.Field("current_password"),
                        request.Field("new_password"),
                        EndKeys: request.Field("end_keys") == "true"
                    ),
                    request.Operation(db)
                ),
            ("current_password", "current_password", SecurityTexts.PasswordCurrent),
            ("new_password", "new_password", SecurityTexts.PasswordNew)
        );
        if (status != StatusCodes.Status200OK)
            return await ShowSecurity.Page(request, db, form, status);
        await SessionCookie.Begin(request, db, request.Caller.AccountId, request.Caller.MemberId);
        return request.See(ShowSecurity.Path, Done);
    }
}
