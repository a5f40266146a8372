using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.SecondFactor;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Creates new recovery codes and shows them once. Requires the password.
/// <c>/console/account/security/second-factor/recovery-codes</c>
/// </summary>
internal static class NewRecoveryCodes
{
    public const string Path = SetUpSecondFactor.Path + "/recovery-codes";

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db) =>
        await db.SecondFactors.AnyAsync(
            f => f.MemberId == request.Caller.MemberId && f.ConfirmedAt != null,
            request.Cancel
        )
            ? Ask(request, new Form(), StatusCodes.Status200OK)
            : throw Errors.NotFound("second_factor");

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = new Form();
        IReadOnlyList<string> codes = [];
        var status = await PasswordAttempts.Run(
            request,
            form,
            async () =>
                codes = await RenewRecoveryCodes.Info.Run(
                    new OwnPasswordRequest(request.Field("password")),
                    request.Operation(db)
                ),
            ("password", "password", ConsoleTexts.PasswordLabel)
        );
        return status == StatusCodes.Status200OK ? Page(request, codes, isNew: false) : Ask(request, form, status);
    }

    /// <param name="isNew">Whether the second factor was just turned on.</param>
    public static IResult Page(ConsoleRequest request, IReadOnlyList<string> codes, bool isNew) =>
        request.Page<RecoveryCodesPage>(
            StatusCodes.Status200OK,
            (nameof(RecoveryCodesPage.Codes), codes),
            (nameof(RecoveryCodesPage.IsNew), isNew)
        );

    private static IResult Ask(ConsoleRequest request, Form form, int status) =>
        request.Page<AskPasswordPage>(
            status,
            (nameof(AskPasswordPage.Form), form),
            (nameof(AskPasswordPage.Address), Path),
            (nameof(AskPasswordPage.Title), request.Texts[SecurityTexts.RecoveryRenew]),
            (nameof(AskPasswordPage.Says), request.Texts[SecurityTexts.RecoveryRenewSays]),
            (nameof(AskPasswordPage.Act), request.Texts[SecurityTexts.RecoveryRenew])
        );
}
