using System.Linq.Expressions;

namespace Pharos.OnCall;

/// <summary>The order of a list: by a time, then by ID.</summary>
/// <param name="code">Tells the orders of a list apart in cursors; below 128.</param>
internal sealed class ListOrder<T>(byte code, Expression<Func<T, long>> time, Expression<Func<T, string>> id)
{
    private readonly Func<T, long> timeOf = time.Compile();
    private readonly Func<T, string> idOf = id.Compile();

    public byte Code(bool ascending) => (byte)(code << 1 | (ascending ? 1 : 0));

    public ListCursor CursorOf(T row) => new(timeOf(row), idOf(row));

    public IQueryable<T> Sort(IQueryable<T> rows, bool ascending) =>
        ascending ? rows.OrderBy(time).ThenBy(id) : rows.OrderByDescending(time).ThenByDescending(id);

    /// <summary>The rows in a time range, both ends included, that follow the cursor.</summary>
    public IQueryable<T> Within(IQueryable<T> rows, TimeWindow window, ListCursor? after, bool ascending)
    {
        // One bound per direction: with a second one, SQLite would start at the first that it reads and skip rows up to
        // the other.
        var bounds = new Bounds(
            ascending ? Math.Max(window.From, after?.Time ?? window.From) : window.From,
            ascending ? window.To : Math.Min(window.To, after?.Time ?? window.To),
            after?.Time ?? 0,
            after?.Id ?? ""
        );
        if (bounds.From > long.MinValue)
            rows = rows.Where(Compare(ExpressionType.GreaterThanOrEqual, nameof(bounds.From)));
        if (bounds.To < long.MaxValue)
            rows = rows.Where(Compare(ExpressionType.LessThanOrEqual, nameof(bounds.To)));
        return after is null ? rows : rows.Where(Follows());

        Expression<Func<T, bool>> Compare(ExpressionType comparison, string bound) =>
            Expression.Lambda<Func<T, bool>>(
                Expression.MakeBinary(comparison, time.Body, Bound(bound)),
                time.Parameters
            );

        Expression<Func<T, bool>> Follows()
        {
            var (beyond, zero) = (
                ascending ? ExpressionType.GreaterThan : ExpressionType.LessThan,
                Expression.Constant(0)
            );
            var idBody = new Replace(id.Parameters[0], time.Parameters[0]).Visit(id.Body);
            return Expression.Lambda<Func<T, bool>>(
                Expression.OrElse(
                    Expression.MakeBinary(beyond, time.Body, Bound(nameof(bounds.Time))),
                    Expression.MakeBinary(
                        beyond,
                        Expression.Call(typeof(string), nameof(string.Compare), null, idBody, Bound(nameof(bounds.Id))),
                        zero
                    )
                ),
                time.Parameters
            );
        }

        // A property instead of a constant becomes a parameter of the query, so that its plan is reused.
        Expression Bound(string name) => Expression.Property(Expression.Constant(bounds), name);
    }

    private sealed record Bounds(long From, long To, long Time, string Id);

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
