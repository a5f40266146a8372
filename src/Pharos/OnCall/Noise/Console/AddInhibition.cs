using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Lists the inhibitions of a space and creates one: <c>/console/spaces/{id}/inhibitions</c></summary>
internal static class AddInhibition
{
    public const string Source = "source_";
    public const string Target = "target_";

    public static readonly ConsoleForm<SpaceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Find = SpaceContext.Find,
        Fields =
        [
            new("name", NoiseTexts.Name) { WireNames = ["rule_name"] },
            .. Conditions.Fields<SpaceContext>(Source, "source_filters", NoiseTexts.Source),
            .. Conditions.Fields<SpaceContext>(Target, "target_filters", NoiseTexts.Target),
            new("equals", NoiseTexts.Equal),
            new("discard", NoiseTexts.Discard),
        ],
        Page = async (request, db, shown, form) =>
        {
            var rules = await InhibitRules.List.Run(
                new SpaceRequest { ChannelId = shown.Space.ChannelId },
                request.Operation(db)
            );
            return request.Page<InhibitionsPage>(
                form.Status,
                (nameof(InhibitionsPage.Shown), shown),
                (nameof(InhibitionsPage.Form), form),
                (nameof(InhibitionsPage.Rules), rules.Items),
                (nameof(InhibitionsPage.Keys), await MatchingAlerts.Keys(request, db, shown.Space.ChannelId))
            );
        },
        Submit = async (shown, form, op) =>
        {
            await InhibitRules.Create.Run(
                new CreateInhibitRuleRequest
                {
                    ChannelId = shown.Space.ChannelId,
                    RuleName = form["name"],
                    SourceFilters = Conditions.Read(form, Source),
                    TargetFilters = Conditions.Read(form, Target),
                    EqualKeys = Conditions.Split(form["equals"]),
                    IsDirectlyDiscard = form.Has("discard"),
                },
                op
            );
            return shown.Path + "/inhibitions";
        },
        Notice = new("made", NoiseTexts.DoneMade),
    };
}
