namespace Pharos.Kernel;

/// <summary>
/// Checks the fields of a request one by one and reports all errors together, so that a form shows them at once. An API
/// response contains the first.
/// </summary>
public sealed class FieldErrors
{
    private readonly List<ApiException> found = [];

    /// <summary>Runs the check of a field, and keeps its error.</summary>
    /// <returns>The checked value; the default value if the check failed.</returns>
    public T Check<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            found.AddRange(error.Each());
            return default!;
        }
    }

    /// <summary>Runs the check of a field that returns no value, and keeps its error.</summary>
    public void Check(Action check) =>
        Check(() =>
        {
            check();
            return true;
        });

    /// <summary>Must run before any checked value is used.</summary>
    /// <exception cref="ApiException">The first error, with all others.</exception>
    public void ThrowIfAny()
    {
        if (found is [var first, .. var others])
            throw first.With(others);
    }
}
