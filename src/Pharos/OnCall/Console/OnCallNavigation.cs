using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts.Console;
using Pharos.OnCall.Fields.Console;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Incidents.Console;
using Pharos.OnCall.Intake.Integrations.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Layout;

namespace Pharos.OnCall.Console;

/// <summary>The on-call links in the console's navigation.</summary>
internal static class OnCallNavigation
{
    /// <summary>Open incidents are counted up to this number.</summary>
    private const int MaxCounted = 100;

    public static async Task<IReadOnlyList<NavigationItem>> Read(ConsoleRequest request, PharosDb db)
    {
        var texts = request.Texts;
        var items = new List<NavigationItem>();
        if (request.May(Permissions.IncidentsRead))
        {
            var access = await SpaceAccess.For(db, request.Caller, request.Cancel);
            var open = await IncidentAccess
                .For(db, request.Caller, access)
                .Where(i => i.Progress != IncidentProgress.Closed)
                .Take(MaxCounted)
                .CountAsync(request.Cancel);
            var text = open < MaxCounted ? open.ToString(CultureInfo.InvariantCulture) : $"{MaxCounted - 1}+";
            items.Add(
                new(
                    NavigationGroup.OnCall,
                    ShowIncidents.Path,
                    texts[OnCallTexts.NavIncidents],
                    open == 0 ? null : text,
                    texts.Format(OnCallTexts.NavOpenIncidents, text)
                )
            );
        }

        if (request.May(Permissions.SpacesRead))
        {
            items.Add(new(NavigationGroup.OnCall, ShowAlerts.Path, texts[OnCallTexts.NavAlerts]));
            items.Add(new(NavigationGroup.OnCall, ShowSpaces.Path, texts[OnCallTexts.NavSpaces]));
        }

        if (request.May(Permissions.IntegrationsRead))
            items.Add(new(NavigationGroup.OnCall, ShowIntegrations.Path, texts[OnCallTexts.NavIntegrations]));
        if (request.May(Permissions.IncidentFieldsManage))
            items.Add(new(NavigationGroup.OnCall, ShowFields.Path, texts[OnCallTexts.NavFields]));
        return items;
    }
}
