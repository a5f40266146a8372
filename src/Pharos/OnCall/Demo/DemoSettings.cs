using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Fields;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Routes;
using Pharos.OnCall.Noise;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Templates;

namespace Pharos.OnCall.Demo;

/// <summary>The settings of the sample company: teams, spaces, integrations, a route, rules, a custom field.</summary>
internal sealed record DemoSettings(
    IReadOnlyDictionary<DemoPerson, Caller> People,
    long Checkout,
    long Platform,
    long Data,
    IReadOnlyDictionary<DemoSource, UpsertIntegrationResponse> Integrations
)
{
    /// <summary>The custom field of incidents.</summary>
    public const string ImpactField = "customer_impact";

    /// <summary>Creates everything with the regular operations.</summary>
    /// <param name="op">On behalf of the owner, within a transaction.</param>
    /// <param name="now">The time at which the demo starts, in unix seconds.</param>
    public static async Task<DemoSettings> Create(
        IReadOnlyDictionary<DemoPerson, Caller> people,
        OperationContext op,
        long now
    )
    {
        var (you, mara, jun, priya, tomas) = (
            people[DemoPerson.You],
            people[DemoPerson.Mara],
            people[DemoPerson.Jun],
            people[DemoPerson.Priya],
            people[DemoPerson.Tomas]
        );
        var payments = await DemoMembers.AddTeam("Payments", op, mara, priya, you);
        var platform = await DemoMembers.AddTeam("Platform engineering", op, jun, tomas, you);
        var analytics = await DemoMembers.AddTeam("Analytics", op, priya, tomas);
        var spaces = new[]
        {
            await Space("Checkout", "From the cart to the receipt.", payments, Equal("labels.service"), mara),
            await Space("Platform", "Clusters, networks and databases.", platform, Equal("labels.cluster"), jun),
            await Space("Data", "Pipelines, warehouse and reports.", analytics, Similar(), priya),
        };
        var (checkout, infrastructure, data) = (spaces[0], spaces[1], spaces[2]);
        await SecondLevels(infrastructure, jun, tomas);
        var integrations = new Dictionary<DemoSource, UpsertIntegrationResponse>
        {
            [DemoSource.Alertmanager] = await Integration("Alertmanager", IntegrationType.Prometheus, 0),
            [DemoSource.Grafana] = await Integration("Grafana", IntegrationType.Grafana, checkout),
            [DemoSource.Probes] = await Integration("Synthetic checks", IntegrationType.Standard, checkout),
            [DemoSource.Jobs] = await Integration("Batch scheduler", IntegrationType.Opsgenie, data),
            [DemoSource.Heartbeat] = await Integration("Nightly backup", IntegrationType.Heartbeat, infrastructure),
            [DemoSource.Deployments] = await Integration("Deployments", IntegrationType.Change, 0),
        };
        await Route(integrations[DemoSource.Alertmanager].IntegrationId);
        await Rules();
        await CreateField.Info.Run(
            new CreateFieldRequest
            {
                FieldName = ImpactField,
                DisplayName = "Customer impact",
                Description = "How many customers notice it",
                FieldType = IncidentFieldType.SingleSelect,
                ValueType = FieldValueType.String,
                Options = ["None", "Some", "Most", "All"],
            },
            op
        );
        return new DemoSettings(people, checkout, infrastructure, data, integrations);

        async Task<long> Space(string name, string description, long teamId, GroupFields group, Caller first) =>
            (
                await CreateSpace.Info.Run(
                    new CreateSpaceRequest
                    {
                        ChannelName = name,
                        Description = description,
                        TeamId = teamId,
                        Group = group,
                        // Counts an odd number of changes, so that flapping begins with a new incident.
                        Flapping = new FlappingFields { MaxChanges = 5, MuteMins = 0 },
                        EscalateRule = new EscalationRuleDraft
                        {
                            TemplateId = BuiltInTemplate.Id,
                            Target = Target(first),
                        },
                    },
                    op
                )
            ).ChannelId;

        async Task SecondLevels(long spaceId, Caller first, Caller second) =>
            await EscalationRules.Create.Run(
                new CreateEscalationRuleRequest
                {
                    ChannelId = spaceId,
                    RuleName = "Critical: two levels",
                    TemplateId = BuiltInTemplate.Id,
                    Filters =
                    [
                        [Is("severity", "Critical")],
                    ],
                    Layers =
                    [
                        new EscalationLayerFields { Target = Target(first), EscalateWindow = 10 },
                        new EscalationLayerFields { Target = Target(second), EscalateWindow = 30 },
                    ],
                },
                op
            );

        async Task<UpsertIntegrationResponse> Integration(string name, IntegrationType type, long spaceId) =>
            await UpsertIntegration.Info.Run(
                new UpsertIntegrationRequest
                {
                    Name = name,
                    PluginType = type,
                    Settings = new IntegrationSettings
                    {
                        ChannelId = spaceId,
                        IntervalSeconds = type == IntegrationType.Heartbeat ? 26 * 3600 : null,
                    },
                },
                op
            );

        async Task Route(long integrationId) =>
            await UpsertRoute.Info.Run(
                new UpsertRouteRequest
                {
                    IntegrationId = integrationId,
                    Cases =
                    [
                        new RouteCaseFields { If = [Is("labels.team", "payments")], ChannelIds = [checkout] },
                        new RouteCaseFields { If = [Is("labels.team", "analytics")], ChannelIds = [data] },
                    ],
                    Default = new RouteDefaultFields { ChannelIds = [infrastructure] },
                },
                op
            );

        async Task Rules()
        {
            await DropRules.Create.Run(
                new CreateDropRuleRequest
                {
                    ChannelId = infrastructure,
                    RuleName = "Test clusters",
                    Filters =
                    [
                        [Is("labels.cluster", "test-*")],
                    ],
                },
                op
            );
            await InhibitRules.Create.Run(
                new CreateInhibitRuleRequest
                {
                    ChannelId = infrastructure,
                    RuleName = "Node down explains its pods",
                    SourceFilters =
                    [
                        [Is("title", "NodeDown*")],
                    ],
                    TargetFilters =
                    [
                        [Is("title", "Pod*")],
                    ],
                    EqualKeys = ["labels.node"],
                },
                op
            );
            await SilenceRules.Create.Run(
                new CreateSilenceRuleRequest
                {
                    ChannelId = data,
                    RuleName = "Warehouse load on Sundays",
                    Description = "The weekly rebuild makes queries slow.",
                    TimeFilters =
                    [
                        new TimeFilterFields
                        {
                            Start = "02:00",
                            End = "05:00",
                            Repeat = [0],
                        },
                    ],
                    Filters =
                    [
                        [Is("labels.service", "warehouse")],
                    ],
                },
                op
            );
            await SilenceRules.Create.Run(
                new CreateSilenceRuleRequest
                {
                    ChannelId = infrastructure,
                    RuleName = "Moving staging to new hosts",
                    TimeFilter = new OnceTimeFields { StartTime = now - (5 * 3600), EndTime = now + (19 * 3600) },
                    Filters =
                    [
                        [Is("labels.cluster", "staging")],
                    ],
                },
                op
            );
        }
    }

    private static FilterCondition Is(string key, string value) =>
        new()
        {
            Key = key,
            Oper = FilterOperator.IN,
            Vals = [value],
        };

    private static GroupFields Equal(string key) =>
        new()
        {
            Method = GroupMethod.P,
            EqualKeys =
            [
                [key],
            ],
            TimeWindow = 60,
            WindowType = GroupWindow.Sliding,
            StormThresholds = [20],
        };

    private static GroupFields Similar() => new() { Method = GroupMethod.I, TimeWindow = 60 };

    private static EscalationTargetFields Target(Caller person) =>
        new()
        {
            PersonIds = [person.MemberId],
            By = new ContactWaysFields { FollowPreference = true },
        };
}
