using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Creates contexts for operations outside the server, such as from the command line.</summary>
internal static class StoreOperations
{
    public static OperationContext Operation(this Store store, PharosDb db, Caller caller, CancellationToken cancel) =>
        new(db, caller, store.Writes, store.Clock, cancel);
}
