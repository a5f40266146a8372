using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.DeliveryProblems.Console;

/// <summary>
/// Releases an address, a webhook or everything from quarantine: <c>POST
/// /console/delivery-problems/addresses/{subscriber_id}/release</c> and <c>…/hooks/{hook_id}/release</c>, with the
/// list's page number in the form, and <c>POST /console/delivery-problems/release</c>.
/// </summary>
internal static class ReleaseQuarantined
{
    public static readonly FormNotice Released = new("released", ConsoleTexts.ProblemReleased);
    public static readonly FormNotice AllReleased = new("all-released", ConsoleTexts.ProblemsReleased);

    public static async Task<IResult> Address(ConsoleRequest request, PharosDb db)
    {
        var subscriberId = Validate.IdText((string)request.Http.Request.RouteValues["subscriberId"]!, "subscriber_id");
        await ReleaseRecipient.Info.Run(new ReleasedRecipient(subscriberId, null), request.Operation(db));
        return Back(request);
    }

    public static async Task<IResult> Hook(ConsoleRequest request, PharosDb db)
    {
        await ReleaseRecipient.Info.Run(
            new ReleasedRecipient(null, (string)request.Http.Request.RouteValues["hookId"]!),
            request.Operation(db)
        );
        return Back(request);
    }

    public static async Task<IResult> All(ConsoleRequest request, PharosDb db)
    {
        await ReleaseRecipient.Info.Run(new ReleasedRecipient(null, null), request.Operation(db));
        return request.See(ShowDeliveryProblems.Path, AllReleased);
    }

    private static IResult Back(ConsoleRequest request) =>
        request.See(ShowDeliveryProblems.Address(ShowDeliveryProblems.PageNumber(request.Field("p"))), Released);
}
