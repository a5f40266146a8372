using System.Globalization;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Runs an action that requires the member's password, with the same throttle as sign-in, so that no one can guess the
/// password in an unattended browser. Counts separately from sign-in, so that strangers who guess there cannot block
/// the member here.
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
        var name = string.Create(CultureInfo.InvariantCulture, $"member {request.Caller.MemberId}");
        if (throttle.Take(name, request.Client) is { } until)
        {
            request.Http.Response.Headers.RetryAfter = Math.Max(1, until - request.Clock.Seconds())
                .ToString(CultureInfo.InvariantCulture);
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
            if (form.Takes(error, request.Texts, fields))
                return form.Status;
            throw;
        }
        finally
        {
            if (!isWrong)
                throttle.Succeeded(name, request.Client);
        }
    }
}
