using Pharos.Http;

namespace Pharos.OnCall.Demo;

/// <summary>Something that happens in the made-up week.</summary>
/// <param name="At">Unix seconds.</param>
internal abstract record DemoStep(long At);

/// <summary>A sender pushes alerts, all of one integration.</summary>
internal sealed record PushStep(long At, bool IsFiring, IReadOnlyList<DemoAlert> Alerts) : DemoStep(At);

/// <summary>A person does something with the newest incident of an alert.</summary>
/// <param name="Act">Gets the incident's ID.</param>
internal sealed record ActStep(long At, DemoAlert Alert, DemoPerson Who, Func<string, OperationContext, Task> Act)
    : DemoStep(At);

/// <summary>A person creates an incident by hand, and others work on it.</summary>
internal sealed record ManualStep(long At, DemoPerson Who, Func<OperationContext, Task> Act) : DemoStep(At);

/// <summary>One step of a change to the company's systems, such as a deployment.</summary>
internal sealed record ChangeStep(long At, string Key, string Title, string Status, string Service, string Description)
    : DemoStep(At);
