using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;
using Pharos.Platform.Sessions;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Invitations.Console;

/// <summary>
/// The page of an invitation link, which asks for a name and a password: <c>/console/invitations/{token}</c>
/// </summary>
internal static class Join
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        if (await Invitations(request).Find(db, Token(request), request.Cancel) is not { } found)
            return Gone(request);
        return Page(request, new Form { ["name"] = found.Member.Name }, found.Account.Name, found.Member.Email);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        if (await Invitations(request).Find(db, Token(request), request.Cancel) is not { } found)
            return Gone(request);
        var form = new Form { ["name"] = request.Field("name") };
        var password = request.Field("password");
        form.Check(request.Texts, "name", ConsoleTexts.YourNameLabel, () => MemberFields.Name(form["name"], "name"));
        form.Check(request.Texts, "password", ConsoleTexts.PasswordLabel, () =>
            Passwords.Check(password, "password", found.Member.Email, form["name"], found.Account.Name)
        );
        if (!form.IsRight)
            return Page(request, form, found.Account.Name, found.Member.Email);
        AcceptedInvitation? joined;
        try
        {
            joined = await AcceptInvitation.Info.Run(
                new AcceptInvitationRequest(Token(request), form["name"], password),
                request.Operation(db)
            );
        }
        catch (ApiException error) when (error.Reason == ErrorReason.Busy)
        {
            return Page(request, form, found.Account.Name, found.Member.Email, request.Busy(form, error));
        }

        if (joined is null)
            return Gone(request);
        await SessionCookie.Begin(request, db, joined.AccountId, joined.MemberId);
        return request.See(ReturnAddress.Home);
    }

    private static IResult Page(
        ConsoleRequest request,
        Form form,
        string accountName,
        string email,
        int? status = null
    ) =>
        request.Page<JoinPage>(
            status ?? form.Status,
            (nameof(JoinPage.Form), form),
            (nameof(JoinPage.AccountName), accountName),
            (nameof(JoinPage.Email), email),
            (nameof(JoinPage.Token), Token(request))
        );

    private static IResult Gone(ConsoleRequest request) =>
        request.Page<InvitationGonePage>(StatusCodes.Status404NotFound);

    private static string Token(ConsoleRequest request) => (string)request.Http.Request.RouteValues["token"]!;

    private static Pharos.Platform.Invitations.InvitationSender Invitations(ConsoleRequest request) =>
        request.Http.RequestServices.GetRequiredService<Pharos.Platform.Invitations.InvitationSender>();
}
