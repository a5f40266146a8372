using Pharos.Http;

namespace Pharos.OnCall.Escalation;

/// <summary><c>/channel/escalate/rule/</c></summary>
internal static class EscalationRulesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        EscalationRules.List,
        EscalationRules.Info,
        EscalationRules.Create,
        EscalationRules.Update,
        EscalationRules.Delete,
        EscalationRules.Enable,
        EscalationRules.Disable,
    ];
}
