using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>Creates an integration: <c>/console/integrations/new</c></summary>
internal static class AddIntegration
{
    public const string Path = ShowIntegrations.Path + "/new";

    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.IntegrationsManage,
        Find = NewThing.Find,
        Fields =
        [
            new("type", IntegrationsTexts.Sender, _ => WireName<IntegrationType>.ToWire(IntegrationType.Prometheus))
            {
                WireNames = ["plugin_type"],
            },
            new("name", IntegrationsTexts.Name),
            new("space", OnCallTexts.Space) { WireNames = ["settings.channel_id"] },
            new("interval", IntegrationsTexts.Interval, _ => "300") { WireNames = ["settings.interval_seconds"] },
            new("severity", OnCallTexts.Severity, _ => nameof(EventStatus.Critical))
            {
                WireNames = ["settings.severity"],
            },
        ],
        Page = async (request, db, _, form) =>
            request.Page<NewIntegrationPage>(
                form.Status,
                (nameof(NewIntegrationPage.Form), form),
                (nameof(NewIntegrationPage.Spaces), await SpaceChoices.Read(request, db))
            ),
        Submit = async (_, form, op) =>
        {
            var type = Selection.Of<IntegrationType>(form, "type");
            var made = await UpsertIntegration.Info.Run(
                new UpsertIntegrationRequest
                {
                    PluginType = type,
                    Name = form["name"],
                    Settings = type is { } known
                        ? IntegrationFields.Settings(known, form, new IntegrationSettings())
                        : null,
                },
                op
            );
            return IntegrationContext.PathOf(made.IntegrationId);
        },
        Notice = new("made", IntegrationsTexts.DoneMade),
    };
}
