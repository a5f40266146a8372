using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.SignIn.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Sets up the member's second factor. <c>POST /console/account/security/second-factor</c> creates a secret, and its
/// page shows it until <c>…/confirm</c> gets a code, which shows the recovery codes once.
/// </summary>
internal static class SetUpSecondFactor
{
    public const string Path = ShowSecurity.Path + "/second-factor";

    public static async Task<IResult> Start(ConsoleRequest request, PharosDb db)
    {
        try
        {
            await StartSecondFactor.Info.Run(OwnSignIn.Instance, request.Operation(db));
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            // Turned on in another tab.
            return request.See(ShowSecurity.Path);
        }

        return request.See(Path);
    }

    public static Task<IResult> Show(ConsoleRequest request, PharosDb db) =>
        Page(request, db, new Form(), StatusCodes.Status200OK);

    public static async Task<IResult> Confirm(ConsoleRequest request, PharosDb db)
    {
        var form = Form.From(request, "code");
        IReadOnlyList<string> codes = [];
        try
        {
            var status = await PasswordAttempts.Run(
                request,
                form,
                async () =>
                    codes = await ConfirmSecondFactor.Info.Run(
                        new ConfirmSecondFactorRequest(request.Field("code"), request.Field("password")),
                        request.Operation(db)
                    ),
                ("code", "code", SecondStepTexts.SecondStepCode),
                ("password", "password", ConsoleTexts.PasswordLabel)
            );
            return status != StatusCodes.Status200OK
                ? await Page(request, db, form, status)
                : NewRecoveryCodes.Page(request, codes, isNew: true);
        }
        catch (ApiException error) when (error.Code == ErrorCode.ResourceNotFound)
        {
            // The same form, sent twice, has confirmed it already.
            return request.See(ShowSecurity.Path);
        }
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, Form form, int status)
    {
        var memberId = request.Caller.MemberId;
        var kept = await db
            .SecondFactors.AsNoTracking()
            .Where(f => f.MemberId == memberId && f.ConfirmedAt == null)
            .Select(f => f.Secret)
            .SingleOrDefaultAsync(request.Cancel);
        if (kept is null || Secrets(request).Open(memberId, kept) is not { } secret)
            return request.See(ShowSecurity.Path);
        var address = Totp.Address(secret, request.Session!.AccountName, request.Session.Email);
        return request.Page<SetUpSecondFactorPage>(
            status,
            (nameof(SetUpSecondFactorPage.Form), form),
            (nameof(SetUpSecondFactorPage.Secret), Totp.Text(secret)),
            (nameof(SetUpSecondFactorPage.Code), QrCode.From(address))
        );
    }

    private static SecondFactorSecrets Secrets(ConsoleRequest request) =>
        request.Http.RequestServices.GetRequiredService<SecondFactorSecrets>();
}
