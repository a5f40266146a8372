using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Intake.Mail;
using Pharos.OnCall.Intake.Routes.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>
/// Shows how to set up a sender and what it sent, and saves the settings: <c>/console/integrations/{id}</c>
/// </summary>
internal static class SaveIntegration
{
    public static readonly ConsoleForm<IntegrationContext> Form = new()
    {
        Permission = Permissions.IntegrationsManage,
        PagePermission = Permissions.IntegrationsRead,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = IntegrationContext.Find,
        Fields =
        [
            new("name", IntegrationsTexts.Name, shown => shown.Integration.Name),
            new("description", IntegrationsTexts.Description, shown => shown.Integration.Description),
            new("space", OnCallTexts.Space, shown =>
                shown.Integration.Settings.ChannelId is > 0 and var id ? Text(id) : ""
            )
            {
                WireNames = ["settings.channel_id"],
            },
            new("interval", IntegrationsTexts.Interval, shown =>
                shown.Integration.Settings.IntervalSeconds is { } seconds ? Text(seconds) : ""
            )
            {
                WireNames = ["settings.interval_seconds"],
            },
            new("severity", OnCallTexts.Severity, shown =>
                WireName<EventStatus>.ToWire(shown.Integration.Settings.Severity ?? EventStatus.Critical)
            )
            {
                WireNames = ["settings.severity"],
            },
            new("enabled", IntegrationsTexts.Enabled, shown => shown.Integration.Status == "enabled"),
        ],
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            var integration = shown.Integration;
            await UpsertIntegration.Info.Run(
                new UpsertIntegrationRequest
                {
                    IntegrationId = integration.IntegrationId,
                    PluginType = integration.PluginType,
                    Name = form["name"],
                    Description = form["description"],
                    Status = form.Has("enabled") ? IntegrationStatus.Enabled : IntegrationStatus.Disabled,
                    Settings = IntegrationFields.Settings(integration.PluginType, form, integration.Settings),
                },
                op
            );
            return shown.Path;
        },
        Notice = new("saved", IntegrationsTexts.DoneSaved),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, IntegrationContext shown, Form form)
    {
        var integration = shown.Integration;
        var payloads = await db
            .RecentPayloads.AsNoTracking()
            .Where(p => p.IntegrationId == integration.IntegrationId)
            .OrderByDescending(p => p.ReceivedAt)
            .ToListAsync(request.Cancel);
        var server = request.Http.RequestServices.GetRequiredService<PublicAddress>().Url;
        return request.Page<IntegrationPage>(
            form.Status,
            (nameof(IntegrationPage.Shown), shown),
            (nameof(IntegrationPage.Form), form),
            (
                nameof(IntegrationPage.PushUrl),
                server + IntegrationTypes.PushPath(integration.PluginType, integration.IntegrationKey)
            ),
            (
                nameof(IntegrationPage.Mailbox),
                integration.PluginType == IntegrationType.Email
                    ? request
                        .Http.RequestServices.GetRequiredService<MailIntakeOptions>()
                        .AddressOf(integration.IntegrationKey)
                    : null
            ),
            (nameof(IntegrationPage.HasRoute), IntegrationRoute.Has(integration)),
            (
                nameof(IntegrationPage.Route),
                IntegrationRoute.Has(integration) ? await IntegrationRoute.Read(request, db, integration) : null
            ),
            (nameof(IntegrationPage.Payloads), payloads),
            (nameof(IntegrationPage.Spaces), await SpaceChoices.Read(request, db))
        );
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
