using System.Collections;
using System.Collections.Immutable;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>
/// Things by ID, in the order in which they were made: IDs are random, and a sequence must be the same when it is run
/// again.
/// </summary>
internal sealed record Table<T>(ImmutableList<long> Ids, ImmutableDictionary<long, T> ById) : IEnumerable<T>
{
    public static readonly Table<T> Empty = new([], ImmutableDictionary<long, T>.Empty);

    public T this[long id] => ById[id];

    public bool Has(long id) => ById.ContainsKey(id);

    public T? Find(long id) => ById.GetValueOrDefault(id);

    public Table<T> With(long id, T thing) => new(Has(id) ? Ids : Ids.Add(id), ById.SetItem(id, thing));

    public Table<T> Without(long id) => new(Ids.Remove(id), ById.Remove(id));

    public IEnumerator<T> GetEnumerator() => Ids.Select(id => ById[id]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
