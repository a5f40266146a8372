using System.Text.RegularExpressions;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;
using Pharos.Platform.Roles;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>Invites people by email address, one per line: <c>/console/members/invite</c></summary>
internal static partial class InvitePeople
{
    /// <summary>The API's limit per request.</summary>
    public const int Most = 20;

    /// <summary>Shown when the invitations are sent by email.</summary>
    public static readonly FormNotice Sent = new("invited", MembersTexts.InviteSent);

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var form = new Form();
        form.Set("role_ids", [BuiltInRoles.Viewer.RoleId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await Page(request, db, form);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var form = Form.From(request, "addresses", "role_ids");
        var roleIds = RoleChoices.Ticked(form);
        var lines = Lines(form["addresses"]);
        CheckLines(request, form, lines);
        if (!form.IsRight)
            return await Page(request, db, form);
        try
        {
            var members = lines
                .Select(line => (InviteMemberFields?)new InviteMemberFields { Email = line.Address, RoleIds = roleIds })
                .ToList();
            var invited = await InviteMembers.Info.Run(
                new InviteMembersRequest { Members = members },
                request.Operation(db)
            );
            return Invited(request, invited.Items, lines.ConvertAll(l => l.Address));
        }
        catch (ApiException error) when (Takes(error, request, form, lines))
        {
            return await Page(request, db, form);
        }
    }

    /// <summary>Shows the links once if this server sends no email; otherwise reports that they were sent.</summary>
    public static IResult Invited(
        ConsoleRequest request,
        IReadOnlyList<InvitedItem> invited,
        IReadOnlyList<string> addresses
    )
    {
        List<(string Address, string Link)> links =
        [
            .. invited
                .Zip(addresses)
                .Where(i => i.First.InvitationUrl is not null)
                .Select(i => (i.Second, i.First.InvitationUrl!)),
        ];
        return links.Count == 0
            ? request.See(ShowMembers.Path, Sent)
            : request.Page<InvitedPage>(StatusCodes.Status200OK, (nameof(InvitedPage.Links), links));
    }

    /// <summary>
    /// Splits the text into addresses with their line numbers. Commas and semicolons also separate addresses.
    /// </summary>
    private static List<(int Line, string Address)> Lines(string text) =>
        [
            .. text.Split('\n')
                .SelectMany(
                    (line, i) =>
                        line.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                            .Select(address => (i + 1, address))
                ),
        ];

    private static void CheckLines(ConsoleRequest request, Form form, List<(int Line, string Address)> lines)
    {
        if (lines.Count is 0 or > Most)
            form.Refuse(
                "addresses",
                lines.Count == 0
                    ? request.Texts[MembersTexts.InviteNoOne]
                    : request.Texts.Format(MembersTexts.InviteTooMany, Most)
            );
        foreach (var (line, address) in lines)
        {
            try
            {
                EmailAddressField.Check(address, "email");
            }
            catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
            {
                form.Refuse(
                    "addresses",
                    request.Texts.Format(
                        MembersTexts.InviteLine,
                        line,
                        request.Texts.Of(error.Text, request.Texts[ConsoleTexts.EmailLabel])
                    )
                );
            }
        }
    }

    /// <summary>Adds the line number of the rejected address to the error.</summary>
    private static bool Takes(
        ApiException error,
        ConsoleRequest request,
        Form form,
        List<(int Line, string Address)> lines
    )
    {
        if (
            error is not { Code: ErrorCode.InvalidParameter, Text.Args: [string name, ..] }
            || Item().Match(name) is not { Success: true } match
        )
            return form.Takes(error, request.Texts, ("members", "addresses", MembersTexts.InviteAddresses));
        var line = lines[
            int.Parse(match.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture)
        ].Line;
        if (name.Contains("role_ids", StringComparison.Ordinal))
            form.Refuse("role_ids", request.Texts.Of(error.Text, request.Texts[MembersTexts.MemberRoles]));
        else
            form.Refuse(
                "addresses",
                request.Texts.Format(
                    MembersTexts.InviteLine,
                    line,
                    error.Reason == ErrorReason.Taken
                        ? request.Texts[MembersTexts.InviteMemberAlready]
                        : request.Texts.Of(error.Text, request.Texts[ConsoleTexts.EmailLabel])
                )
            );
        return true;
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, Form form) =>
        request.Page<InvitePage>(
            form.Status,
            (nameof(InvitePage.Form), form),
            (nameof(InvitePage.Roles), await RoleChoices.Read(request, db, [])),
            (
                nameof(InvitePage.SendsMail),
                request.Http.RequestServices.GetRequiredService<EmailOptions>().Host is { Length: > 0 }
            )
        );

    [GeneratedRegex(@"^members\[(?<index>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();
}
