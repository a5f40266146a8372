using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.ApiKeys.Console;

/// <summary>Asks for confirmation and deletes a key: <c>/console/account/app-keys/{key_id}/delete</c></summary>
internal static class DeleteApiKey
{
    public static readonly ConsoleForm<string?> Form = new()
    {
        Find = (request, _) => Task.FromResult((string?)request.Http.Request.RouteValues["keyId"]),
        Page = async (request, db, keyId, form) =>
        {
            var keys = await ListApiKeys.Info.Run(OwnApiKeys.Instance, request.Operation(db));
            var key = keys.Find(k => k.KeyId == keyId) ?? throw Errors.NotFound("key_id");
            return request.Page<DeleteApiKeyPage>(form.Status, (nameof(DeleteApiKeyPage.Key), key));
        },
        Submit = async (keyId, _, op) =>
        {
            await EditApiKey.Delete.Run(new ChosenApiKey(keyId), op);
            return ShowApiKeys.Path;
        },
        Notice = new("deleted", ConsoleTexts.KeyDeleted),
    };
}
