using Pharos.Api.AppKeys;
using Pharos.Api.Envelope;
using Pharos.Console.Forms;
using Pharos.Storage;

namespace Pharos.Console.AppKeys;

/// <summary>
/// Makes a key and shows it, this once: <c>POST /console/account/app-keys</c>. The form carries the ID that the key will have, so
/// the same form sent again, by a double click or a reload, finds its key made and makes no other.
/// </summary>
internal static class AddAppKey
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var form = new Form { ["name"] = request.Field("name") };
        var keyId = Check.Ulid(request.Field("key_id"), "key_id");
        try
        {
            var created = await CreateAppKey.Once(keyId, form["name"], db, request.Caller, request.Writes, request.Clock, request.Cancel);
            return created is null
                ? await ShowAppKeys.Page(request, db, new Form(), null, request.Texts["KeyMadeBefore"])
                : await ShowAppKeys.Page(request, db, new Form(), created, null);
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            form.Refuse("name", request.Texts.Of(error.Said, error.Said.Key == "TooMany" ? request.Texts["KeysTitle"] : request.Texts["KeyNameLabel"]));
            return await ShowAppKeys.Page(request, db, form, null, null);
        }
    }
}
