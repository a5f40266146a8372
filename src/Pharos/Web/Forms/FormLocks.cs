using Pharos.Database;

namespace Pharos.Web.Forms;

/// <summary>Locks for <see cref="ConsoleForm{TContext}.Lock"/>.</summary>
internal static class FormLocks
{
    /// <summary>The account's members, roles and teams.</summary>
    public static Task Account(WriteTransaction write, ConsoleRequest request) =>
        write.LockAccount(request.Caller.AccountId, request.Cancel);
}
