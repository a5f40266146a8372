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
    public const string AllReleased = "all-released";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = PageNumber(request.Query("p"));
        var (receivers, hasNext) = await QuarantinedRecipients.List(page, db, request.Caller, request.Cancel);
        // The last recipient on this page was released.
        if (receivers.Count == 0 && page > 1)
            return request.See(Path + (request.Query("done").Length > 0 ? "?done=released" : ""));
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
            (nameof(DeliveryProblemsPage.Notifications), announcements),
            (nameof(DeliveryProblemsPage.Released), request.Query("done") == "released"),
            (nameof(DeliveryProblemsPage.AllReleased), request.Query("done") == AllReleased)
        );
    }

    public static string Address(long page, bool released = false) =>
        Path
        + (page, released) switch
        {
            (1, false) => "",
            (1, true) => "?done=released",
            (_, false) => string.Create(CultureInfo.InvariantCulture, $"?p={page}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"?p={page}&done=released"),
        };

    /// <summary>1 if the text is not a page number.</summary>
    public static long PageNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1 ? page : 1;
}
