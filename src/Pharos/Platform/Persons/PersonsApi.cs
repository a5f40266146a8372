using Pharos.Http;

namespace Pharos.Platform.Persons;

/// <summary><c>/person/</c></summary>
internal static class PersonsApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [PersonInfos.Info];
}
