using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

public sealed class SharedServicesTests(SharedServer shared, FrozenServer frozen)
{
    [Fact]
    public async Task All_databases_that_a_process_opens_share_compiled_queries()
    {
        await using var one = await shared.Server.Store.Databases.CreateDbContextAsync();
        await using var other = await frozen.Server.Store.Databases.CreateDbContextAsync();

        Assert.Same(one.GetService<ICompiledQueryCache>(), other.GetService<ICompiledQueryCache>());
    }
}
