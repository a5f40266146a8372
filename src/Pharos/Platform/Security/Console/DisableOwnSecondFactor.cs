using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.SecondFactor;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Turns off the member's own second factor. Requires the password. <c>/console/account/security/second-factor/off</c>
/// </summary>
internal static class DisableOwnSecondFactor
{
    public const string Path = SetUpSecondFactor.Path + "/off";

    public static readonly FormNotice Done = new("off", SecurityTexts.SecondFactorSwitchedOff);

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db) =>
        await db.SecondFactors.AnyAsync(
            f => f.MemberId == request.Caller.MemberId && f.ConfirmedAt != null,
            request.Cancel
        )
            ? Page(request, new Form(), StatusCodes.Status200OK)
            : throw Errors.NotFound("second_factor");

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = new Form();
        var status = await PasswordAttempts.Run(
            request,
            form,
            () => RemoveSecondFactor.Own.Run(new OwnPasswordRequest(request.Field("password")), request.Operation(db)),
            ("password", "password", ConsoleTexts.PasswordLabel)
        );
        return status == StatusCodes.Status200OK ? request.See(ShowSecurity.Path, Done) : Page(request, form, status);
    }

    private static IResult Page(ConsoleRequest request, Form form, int status) =>
        request.Page<AskPasswordPage>(
            status,
            (nameof(AskPasswordPage.Form), form),
            (nameof(AskPasswordPage.Address), Path),
            (nameof(AskPasswordPage.Title), request.Texts[SecurityTexts.SecondFactorOff]),
            (nameof(AskPasswordPage.Says), request.Texts[SecurityTexts.SecondFactorOffSays]),
            (nameof(AskPasswordPage.Act), request.Texts[SecurityTexts.SecondFactorOff]),
            (nameof(AskPasswordPage.Danger), true)
        );
}
