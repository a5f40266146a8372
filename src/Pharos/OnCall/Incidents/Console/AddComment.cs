using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Shows an incident, and adds a comment to it: <c>/console/incidents/{id}</c></summary>
internal static class AddComment
{
    public static readonly ConsoleForm<IncidentContext> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        PagePermission = Permissions.IncidentsRead,
        Find = IncidentContext.Find,
        Fields = [new("comment", IncidentsTexts.Comment)],
        Page = ShowIncident.Page,
        Submit = async (shown, form, op) =>
        {
            await CommentIncident.Info.Run(
                new CommentIncidentRequest { IncidentIds = [shown.Incident.IncidentId], Comment = form["comment"] },
                op
            );
            return shown.Path;
        },
        Notice = new("commented", IncidentsTexts.DoneCommented),
    };
}
