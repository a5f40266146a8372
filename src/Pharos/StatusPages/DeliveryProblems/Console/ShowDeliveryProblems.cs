using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.Web;

namespace Pharos.StatusPages.DeliveryProblems.Console;

/// <summary>
/// Lists quarantined recipients and the progress of the latest notifications: <c>GET /console/delivery-problems</c>
/// </summary>
internal static class ShowDeliveryProblems
{
    public const string Path = "/console/delivery-problems";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = PageNumber(request.Query("p"));
        var (receivers, hasNext) = await QuarantinedRecipients.List.Run(
            new QuarantinePage(page),
            request.Operation(db)
        );
        // The last of a page was released.
        if (receivers.Count == 0 && page > 1)
            return request.Notice is null ? request.See(Path) : request.See(Path, ReleaseQuarantined.Released);
        var announcements = await RecentNotification.For(
            db,
            request.Caller.AccountId,
            request.Clock.Seconds(),
            request.Cancel
        );
        return request.Page<DeliveryProblemsPage>(
            StatusCodes.Status200OK,
            (nameof(DeliveryProblemsPage.Receivers), receivers),
            (nameof(DeliveryProblemsPage.PageNumber), page),
            (nameof(DeliveryProblemsPage.HasNext), hasNext),
            (nameof(DeliveryProblemsPage.Notifications), announcements)
        );
    }

    public static string Address(long page) =>
        page == 1 ? Path : string.Create(CultureInfo.InvariantCulture, $"{Path}?p={page}");

    /// <summary>1 if the text is not a page number.</summary>
    public static long PageNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1 ? page : 1;
}
