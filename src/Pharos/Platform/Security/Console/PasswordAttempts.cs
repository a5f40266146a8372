using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Runs an action that requires the member's password, with the same limit as sign-in, so that no one can guess the
/// password in an unattended browser. Counts per session, so that neither strangers who guess at sign-in nor the thief
/// of another session can block the member here.
/// </summary>
internal static class PasswordAttempts
{
    /// <returns>The HTTP status: 200 on success; otherwise the form has the error.</returns>
    /// <param name="fields">Passed on to <see cref="Form.Takes"/>.</param>
    public static async Task<int> Run(
        ConsoleRequest request,
        Form form,
        Func<Task> act,
        params (string Wire, string Field, TextKey Label)[] fields
    )
    {
        var throttle = request.Http.RequestServices.GetRequiredService<SignInThrottle>();
        var log = request.Http.RequestServices.GetRequiredService<SecurityLog>();
        var session = request.Session!.Id;
        if (throttle.TakePrompt(session) is { } until)
        {
            log.Note(SecurityEvent.PasswordPromptBlocked, request.Http);
            request.RetryAt(until);
            form.Says = request.Texts.Format(ConsoleTexts.SignInThrottled, request.Texts.Moment(until, request.Zone));
            return StatusCodes.Status429TooManyRequests;
        }

        var isWrong = false;
        try
        {
            await act();
            return StatusCodes.Status200OK;
        }
        catch (ApiException error)
        {
            isWrong = error.Reason == ErrorReason.WrongPassword;
            if (isWrong)
                log.Note(SecurityEvent.PasswordPromptFailed, request.Http);
            if (error.Reason == ErrorReason.Busy)
                return request.Busy(form, error);
            if (form.Takes(error, request.Texts, fields))
                return form.Status;
            throw;
        }
        finally
        {
            if (!isWrong)
                throttle.GiveBackPrompt(session);
        }
    }
}
