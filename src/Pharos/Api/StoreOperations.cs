using Pharos.Api.Callers;
using Pharos.Storage;

namespace Pharos.Api;

/// <summary>Runs operations outside the server, such as from the command line.</summary>
internal static class StoreOperations
{
    public static OperationContext Operation(this Store store, StatusDb db, Caller caller, CancellationToken cancel) =>
        new(db, caller, store.Writes, store.Clock, cancel);
}
