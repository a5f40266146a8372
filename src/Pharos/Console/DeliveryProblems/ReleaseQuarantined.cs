using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Subscribers;
using Pharos.Storage;

namespace Pharos.Console.DeliveryProblems;

/// <summary>
/// Sends again to an address or a hook: <c>POST /console/delivery-problems/addresses/{subscriber_id}/release</c> and
/// <c>…/hooks/{hook_id}/release</c>. The form carries the page of the list that it was on.
/// </summary>
internal static class ReleaseQuarantined
{
    public static async Task<IResult> Address(ConsoleRequest request, StatusDb db)
    {
        var subscriberId = Check.IdText((string)request.Http.Request.RouteValues["subscriberId"]!, "subscriber_id");
        await ReleaseReceiver.Address(subscriberId, db, request.Caller, request.Writes, request.Cancel);
        return Back(request);
    }

    public static async Task<IResult> Hook(ConsoleRequest request, StatusDb db)
    {
        await ReleaseReceiver.Hook((string?)request.Http.Request.RouteValues["hookId"], db, request.Caller, request.Writes, request.Cancel);
        return Back(request);
    }

    private static IResult Back(ConsoleRequest request) => request.See(ShowDeliveryProblems.Address(ShowDeliveryProblems.PageNumber(request.Field("p")), released: true));
}
