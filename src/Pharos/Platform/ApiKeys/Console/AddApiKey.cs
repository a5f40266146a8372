using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Security;
using Pharos.Platform.Security.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary>
/// Creates a key and shows it once: <c>POST /console/account/app-keys</c>. Requires the password, because a key
/// outlives the session. The form contains the ID of the new key, so a double click or a reload does not create another
/// key.
/// </summary>
internal static class AddApiKey
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = TypedForm(request);
        var keyId = Validate.Ulid(request.Field("key_id"), "key_id");
        form.Check(request.Texts, "name", ConsoleTexts.KeyNameLabel, () =>
            Validate.Line(form["name"], "name", CreateApiKey.MaxName)
        );
        var limits = Limits(request, form);
        if (!form.IsRight)
            return await ShowApiKeys.Page(request, db, form, null, null);
        CreatedApiKey? created = null;
        var status = await PasswordAttempts.Run(
            request,
            form,
            async () =>
            {
                var op = request.Operation(db);
                await OwnPassword.Demand(request.Field("password"), "password", op);
                created = await CreateApiKey.Info.Run(new CreateAppKeyRequest(form["name"], limits, keyId), op);
            },
            ("password", "password", ConsoleTexts.PasswordLabel),
            ("API keys", "name", ConsoleTexts.KeysTitle),
            ("", "name", ConsoleTexts.KeyNameLabel)
        );
        if (status != StatusCodes.Status200OK)
            return await ShowApiKeys.Page(request, db, form, null, null, status);
        return created is null
            ? await ShowApiKeys.Page(request, db, new Form(), null, request.Texts[ConsoleTexts.KeyCreatedBefore])
            : await ShowApiKeys.Page(request, db, new Form(), created, null);
    }

    private static Form TypedForm(ConsoleRequest request)
    {
        var form = new Form
        {
            ["name"] = request.Field("name"),
            ["read_only"] = request.Field("read_only"),
            ["expires_in_days"] = request.Field("expires_in_days"),
        };
        foreach (var name in (string[])["page_ids", "permission_ids"])
            form[name] = string.Join(',', request.Http.Request.Form[name].OfType<string>());
        return form;
    }

    /// <summary>Reads the scope from the form. Fails on values that the form cannot send.</summary>
    private static ApiKeyLimits Limits(ConsoleRequest request, Form form)
    {
        var permissionIds = Numbers(form["permission_ids"]);
        return new ApiKeyLimits
        {
            ReadOnly = form["read_only"] == "true",
            PageIds = Numbers(form["page_ids"]),
            Permissions = permissionIds.Count == 0 ? null : PermissionCatalogue.FromIds(permissionIds),
            ExpiresInDays = form["expires_in_days"] is { Length: > 0 } days ? Days(request, form, days) : null,
        };
    }

    private static long? Days(ConsoleRequest request, Form form, string typed)
    {
        if (
            long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= 3650
        )
            return days;
        form.Refuse("expires_in_days", request.Texts[ConsoleTexts.KeyExpiryWrong]);
        return null;
    }

    private static List<long> Numbers(string joined) =>
        [.. joined.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Validate.IdText(text, "page_ids"))];
}
