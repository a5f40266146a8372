using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Acknowledges or closes the ticked incidents of the list: <c>POST /console/incidents/act</c></summary>
internal static class ActOnIncidents
{
    public const string Path = ShowIncidents.Path + "/act";

    public static readonly FormNotice Acknowledged = new("acknowledged", IncidentsTexts.DoneBulkAcknowledged);
    public static readonly FormNotice Closed = new("closed", IncidentsTexts.DoneBulkClosed);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var form = Form.From(request, "incident_ids");
        var back = IncidentQuery.Read(request).Address(ShowIncidents.Path);
        List<string?> ids = [.. form.Values("incident_ids")];
        if (ids.Count == 0)
        {
            form.Says = request.Texts[IncidentsTexts.NothingTicked];
            return await ShowIncidents.Page(request, db, form);
        }

        var op = request.Operation(db);
        try
        {
            switch (request.Field("do"))
            {
                case "ack":
                    await AcknowledgeIncident.Info.Run(new AcknowledgeIncidentRequest { IncidentIds = ids }, op);
                    return request.See(back, Acknowledged);
                case "close":
                    await ResolveIncident.Info.Run(new ResolveIncidentRequest { IncidentIds = ids }, op);
                    return request.See(back, Closed);
                default:
                    throw Errors.NotFound("do");
            }
        }
        catch (ApiException error) when (form.Takes(error, request.Texts))
        {
            db.ChangeTracker.Clear();
            return await ShowIncidents.Page(request, db, form);
        }
    }
}
