using Pharos.Http;

namespace Pharos.Platform.Accounts;

/// <summary><c>/account/</c>, and operations without public routes.</summary>
internal static class AccountsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [AccountInfo.Info, CreateAccount.Info, UpdateAccount.Info];
}
