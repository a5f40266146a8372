using Pharos.Database;

namespace Pharos.Web.Forms;

/// <summary>Which moment a typed time is, for the script beside the input: <c>POST /console/moment</c></summary>
internal static class ShowMoment
{
    public static Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
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
