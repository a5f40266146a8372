using NodaTime;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;
using Pharos.Platform.Security;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Setup.Console;

/// <summary>
/// Creates the first account. Requires the code that the server printed at start. <c>/console/setup</c>
/// </summary>
internal static class SetUp
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db) =>
        await FirstRun(request).IsDue(request.Cancel) ? Page(request, new Form()) : request.See("/console/sign-in");

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        if (!await FirstRun(request).IsDue(request.Cancel))
            return request.See("/console/sign-in");
        var form = new Form
        {
            ["code"] = request.Field("code"),
            ["organization"] = request.Field("organization"),
            ["email"] = request.Field("email"),
            ["time_zone"] = request.Field("time_zone"),
        };
        var throttle = request.Http.RequestServices.GetRequiredService<SetupThrottle>();
        var log = request.Http.RequestServices.GetRequiredService<SecurityLog>();
        if (throttle.Take(request.Client) is { } until)
        {
            log.Note(SecurityEvent.SetUpBlocked, request.Http);
            return Throttled(request, form, until);
        }

        if (!FirstRun(request).IsCode(form["code"]))
        {
            log.Note(SecurityEvent.SetUpCodeWrong, request.Http);
            form.Refuse("code", request.Texts[ConsoleTexts.SetupCodeWrong]);
            return Page(request, form);
        }

        throttle.Succeeded(request.Client);
        var password = request.Field("password");
        form.Check(request.Texts, "organization", ConsoleTexts.OrganizationLabel, () =>
            Validate.Line(form["organization"], "organization", 255)
        );
        form.Check(request.Texts, "email", ConsoleTexts.EmailLabel, () =>
            EmailAddressField.Check(form["email"], "email")
        );
        form.Check(request.Texts, "time_zone", ConsoleTexts.TimeZoneLabel, () =>
            MemberFields.TimeZone(form["time_zone"], "time_zone") ?? ""
        );
        form.Check(request.Texts, "password", ConsoleTexts.PasswordLabel, () =>
            Passwords.Check(password, "password", form["email"], form["organization"])
        );
        if (!form.IsRight)
            return Page(request, form);
        return await Create(request, db, form, password);
    }

    private static async Task<IResult> Create(ConsoleRequest request, PharosDb db, Form form, string password)
    {
        var account = new CreateAccountRequest
        {
            Name = form["organization"],
            Email = form["email"],
            Password = password,
            TimeZone = form["time_zone"],
            Locale = request.Texts.Language.Locale,
        };
        try
        {
            var owner = await CreateAccount.Info.Run(account with { OnlyFirst = true }, request.Operation(db));
            await SessionCookie.Begin(request, db, owner.AccountId, owner.MemberId);
            return request.See(ReturnAddress.Home);
        }
        catch (ApiException error) when (error.Code == ErrorCode.AccessDenied)
        {
            // Another person with the code was faster.
            return request.See("/console/sign-in");
        }
        catch (ApiException error) when (error.Reason == ErrorReason.Busy)
        {
            return Page(request, form, request.Busy(form, error));
        }
    }

    private static IResult Throttled(ConsoleRequest request, Form form, long until)
    {
        request.RetryAt(until);
        form.Says = request.Texts.Format(ConsoleTexts.SetupThrottled, request.Texts.Moment(until, DateTimeZone.Utc));
        return Page(request, form, StatusCodes.Status429TooManyRequests);
    }

    private static FirstRun FirstRun(ConsoleRequest request) =>
        request.Http.RequestServices.GetRequiredService<FirstRun>();

    private static IResult Page(ConsoleRequest request, Form form, int? status = null) =>
        request.Page<SetupPage>(status ?? form.Status, (nameof(SetupPage.Form), form));
}
