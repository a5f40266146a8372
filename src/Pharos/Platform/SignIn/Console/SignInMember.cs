using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Security;
using Pharos.Platform.Sessions;
using Pharos.Platform.Setup.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.SignIn.Console;

/// <summary>
/// Signs a member in with email address and password, or continues to the second step if the member has one:
/// <c>/console/sign-in</c>
/// </summary>
internal static class SignInMember
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        if (await request.Http.RequestServices.GetRequiredService<FirstRun>().IsDue(request.Cancel))
            return request.See("/console/setup");
        var back = ReturnAddress.Local(request.Query("return"));
        return request.Session is null ? Page(request, new Form(), back) : request.See(back);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var back = ReturnAddress.Local(request.Field("return"));
        var form = new Form { ["email"] = request.Field("email") };
        var password = request.Field("password");
        var emails = form.Check(request.Texts, "email", ConsoleTexts.EmailLabel, () =>
            EmailAddressField.Forms(form["email"], "email")
        );
        form.Check(request.Texts, "password", ConsoleTexts.PasswordLabel, () =>
            password.Length == 0 ? throw Errors.Missing("password") : password
        );
        if (!form.IsRight)
            return Page(request, form, back);
        var email = emails![0];

        var services = request.Http.RequestServices;
        var (throttle, log) = (
            services.GetRequiredService<SignInThrottle>(),
            services.GetRequiredService<SecurityLog>()
        );
        var (attempt, source) = (Attempt(request, email), RequestSources.FromConsole(request.Http));
        if (throttle.Take(attempt) is { } until)
        {
            log.Note(SecurityEvent.SignInBlocked, request.Http);
            services.GetRequiredService<SecurityEvents>().SignInBlocked(emails, source);
            return Throttled(request, form, back, until);
        }

        PasswordMember? member;
        try
        {
            await throttle.DelayIfGuessed(attempt, request.Cancel);
            member = await Find(request, db, emails, password);
        }
        catch (ApiException error) when (error.Reason == ErrorReason.Busy)
        {
            throttle.GiveBack(attempt);
            return Page(request, form, back, request.Busy(form, error));
        }

        if (member is null)
        {
            log.Note(SecurityEvent.SignInFailed, request.Http);
            services.GetRequiredService<SecurityEvents>().SignInFailed(emails, source);
            form.Says = request.Texts[ConsoleTexts.SignInWrong];
            return Page(request, form, back);
        }

        throttle.GiveBack(attempt);
        if (await SecondStep.IsDue(db, member.MemberId, request.Cancel))
        {
            SecondStep.Begin(request, member);
            return request.See(
                SecondStep.Path + (back == ReturnAddress.Home ? "" : "?return=" + Uri.EscapeDataString(back))
            );
        }

        await SessionCookie.Begin(request, db, member.AccountId, member.MemberId);
        return request.See(back);
    }

    /// <param name="email">The address as stored.</param>
    public static SignInAttempt Attempt(ConsoleRequest request, string email) =>
        new(email, request.Client, ClientAddress.Network(request.Http), KnownBrowser.Find(request, email));

    /// <summary>One address can belong to members of several accounts, each with its own password.</summary>
    private static async Task<PasswordMember?> Find(
        ConsoleRequest request,
        PharosDb db,
        IReadOnlyList<string> emails,
        string password
    )
    {
        var cancel = request.Cancel;
        var members = await db
            .Members.AsNoTracking()
            .Where(m => emails.Contains(m.Email) && m.Status == MemberStatus.Enabled)
            .OrderBy(m => m.CreatedAt)
            .ThenBy(m => m.MemberId)
            .Select(m => new
            {
                m.AccountId,
                m.MemberId,
                m.PasswordHash,
            })
            .ToListAsync(cancel);
        // Compares the same number of passwords for each address, so that the time reveals neither whether it is known
        // nor how many accounts it belongs to.
        var most = await request.Http.RequestServices.GetRequiredService<AccountsPerAddress>().Largest(db, cancel);
        var match = await Passwords.FindMatch(
            members.ConvertAll(m => m.PasswordHash),
            most,
            password,
            request.Operation(db)
        );
        return match is { } i
            ? new PasswordMember(members[i].AccountId, members[i].MemberId, emails[0], members[i].PasswordHash!)
            : null;
    }

    private static IResult Throttled(ConsoleRequest request, Form form, string back, long until)
    {
        request.RetryAt(until);
        form.Says = request.Texts.Format(ConsoleTexts.SignInThrottled, request.Texts.Moment(until, DateTimeZone.Utc));
        return Page(request, form, back, StatusCodes.Status429TooManyRequests);
    }

    private static IResult Page(ConsoleRequest request, Form form, string back, int? status = null) =>
        request.Page<SignInPage>(
            status ?? form.Status,
            (nameof(SignInPage.Form), form),
            (nameof(SignInPage.Return), back)
        );
}
