using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
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
        var email = form.Check(request.Texts, "email", ConsoleTexts.EmailLabel, () =>
            CreateAccount.Email(form["email"], "email")
        );
        form.Check(request.Texts, "password", ConsoleTexts.PasswordLabel, () =>
            password.Length == 0 ? throw Errors.Missing("password") : password
        );
        if (!form.IsRight)
            return Page(request, form, back);

        var throttle = request.Http.RequestServices.GetRequiredService<SignInThrottle>();
        if (throttle.Take(email!, request.Client) is { } until)
            return Throttled(request, form, back, until);
        if (await Find(db, email!, password, request.Cancel) is not { } member)
        {
            form.Says = request.Texts[ConsoleTexts.SignInWrong];
            return Page(request, form, back);
        }

        throttle.Succeeded(email!, request.Client);
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

    /// <summary>One address can belong to members of several accounts, each with its own password.</summary>
    private static async Task<PasswordMember?> Find(
        PharosDb db,
        string email,
        string password,
        CancellationToken cancel
    )
    {
        var members = await db
            .Members.AsNoTracking()
            .Where(m => m.Email == email && m.Status == MemberStatus.Enabled)
            .OrderBy(m => m.CreatedAt)
            .ThenBy(m => m.MemberId)
            .Select(m => new
            {
                m.AccountId,
                m.MemberId,
                m.PasswordHash,
            })
            .ToListAsync(cancel);
        // Hashes at least once, so that unknown addresses take as long as wrong passwords.
        if (members.Count == 0)
            Passwords.Verify(null, password);
        foreach (var member in members)
        {
            if (Passwords.Verify(member.PasswordHash, password))
                return new PasswordMember(member.AccountId, member.MemberId, member.PasswordHash!);
        }

        return null;
    }

    private static IResult Throttled(ConsoleRequest request, Form form, string back, long until)
    {
        request.Http.Response.Headers.RetryAfter = Math.Max(1, until - request.Clock.Seconds())
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
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
