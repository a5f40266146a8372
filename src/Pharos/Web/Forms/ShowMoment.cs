using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>Which moment a typed time is, for the script of the input: <c>POST /console/moment</c></summary>
internal static class ShowMoment
{
    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var name = request.Field("name");
        var form = new Form { [name] = request.Field("text"), [LocalTime.MomentField(name)] = request.Field("moment") };
        return Task.FromResult(
            request.Page<TimeMoment>(
                StatusCodes.Status200OK,
                (nameof(TimeMoment.Form), form),
                (nameof(TimeMoment.Name), name)
            )
        );
    }
}
