using NodaTime;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Security;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.SignIn.Console;

/// <summary>
/// The second step of sign-in: a code from the authenticator app, or a recovery code. <c>/console/sign-in/code</c>
/// </summary>
internal static class EnterCode
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        var back = ReturnAddress.Local(request.Query("return"));
        if (request.Session is not null)
            return request.See(back);
        return await SecondStep.Find(request, db) is null ? Again(request, back) : Page(request, new Form(), back);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var back = ReturnAddress.Local(request.Field("return"));
        if (await SecondStep.Find(request, db) is not { } member)
            return Again(request, back);
        var form = new Form();
        var (code, recovery) = (request.Field("code"), request.Field("recovery_code"));
        if (code.Length == 0 && recovery.Length == 0)
        {
            form.Refuse("code", request.Texts[SecondStepTexts.SecondStepMissing]);
            return Page(request, form, back);
        }

        var throttle = request.Http.RequestServices.GetRequiredService<SignInThrottle>();
        var attempt = SignInMember.Attempt(request, member.Email);
        var log = request.Http.RequestServices.GetRequiredService<SecurityLog>();
        if (throttle.TakeCode(attempt) is { } later)
        {
            log.Note(SecurityEvent.SecondFactorBlocked, request.Http);
            return Throttled(request, form, back, later);
        }

        var answer =
            code.Length > 0
                ? await CheckSecondFactor.Code(member.MemberId, code, request.Operation(db))
                : await CheckSecondFactor.Recovery(member.AccountId, member.MemberId, recovery, request.Operation(db));
        if (answer.BlockedUntil is { } until)
        {
            log.Note(SecurityEvent.SecondFactorBlocked, request.Http);
            return Throttled(request, form, back, until);
        }

        if (!answer.IsRight)
        {
            log.Note(SecurityEvent.SecondFactorFailed, request.Http);
            request
                .Http.RequestServices.GetRequiredService<SecurityEvents>()
                .SecondFactorFailed(member.AccountId, member.MemberId, RequestSources.FromConsole(request.Http));
            form.Refuse(
                code.Length > 0 ? "code" : "recovery_code",
                request.Texts[
                    code.Length > 0 ? SecondStepTexts.SecondStepWrong : SecondStepTexts.SecondStepRecoveryWrong
                ]
            );
            return Page(request, form, back);
        }

        throttle.GiveBackCode(attempt);
        SecondStep.End(request);
        await SessionCookie.Begin(request, db, member.AccountId, member.MemberId);
        return request.See(back);
    }

    /// <summary>Returns to the first step.</summary>
    private static IResult Again(ConsoleRequest request, string back) =>
        request.See("/console/sign-in" + (back == ReturnAddress.Home ? "" : "?return=" + Uri.EscapeDataString(back)));

    private static IResult Throttled(ConsoleRequest request, Form form, string back, long until)
    {
        request.RetryAt(until);
        form.Says = request.Texts.Format(
            SecondStepTexts.SecondStepThrottled,
            request.Texts.Moment(until, DateTimeZone.Utc)
        );
        return Page(request, form, back, StatusCodes.Status429TooManyRequests);
    }

    private static IResult Page(ConsoleRequest request, Form form, string back, int? status = null) =>
        request.Page<EnterCodePage>(
            status ?? form.Status,
            (nameof(EnterCodePage.Form), form),
            (nameof(EnterCodePage.Return), back)
        );
}
