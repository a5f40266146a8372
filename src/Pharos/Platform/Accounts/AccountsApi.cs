using Pharos.Http;

namespace Pharos.Platform.Accounts;

/// <summary>Operations on accounts, without public routes.</summary>
internal static class AccountsApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [CreateAccount.Info, UpdateAccount.Info];
}
