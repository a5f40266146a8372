using System.Globalization;
using Pharos.Kernel;
using Pharos.Platform.SignIn.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Security.Console;

/// <summary>
/// Runs what asks for the member's password again, throttled as sign-in is: whoever finds a browser open must not guess
/// at the password there. Counted apart from sign-in by address, so that strangers who guess there do not keep the
/// member from this.
/// </summary>
internal static class PasswordAttempts
{
    /// <returns>The status to answer with: 200 when it was done, else the form says why it was not.</returns>
    /// <param name="fields">As <see cref="Form.Takes"/> takes them.</param>
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
