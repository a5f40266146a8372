using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web.Design;
using Pharos.Web.Forms;

namespace Pharos.Web;

/// <summary>A request to the console, with its session, language and response helpers.</summary>
public sealed class ConsoleRequest(HttpContext http, Session? session)
{
    public HttpContext Http => http;
    public Session? Session => session;
    public CancellationToken Cancel => http.RequestAborted;
    public ConsoleLocalizer Texts { get; } = new(session?.Language ?? Language.From(http.Request));
    public TimeProvider Clock => http.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>The transaction that the request runs in; null if each operation commits on its own.</summary>
    public WriteTransaction? Enclosing { get; private init; }

    /// <summary>Available only at endpoints that require a session.</summary>
    public Caller Caller => session!.Caller;

    /// <summary>Returns the same request within a transaction, which its operations join.</summary>
    public ConsoleRequest Within(WriteTransaction write) => new(http, session) { Enclosing = write };

    /// <summary>
    /// Returns the context in which operations run for the member, or for a visitor who is not signed in.
    /// </summary>
    internal OperationContext Operation(PharosDb db)
    {
        var services = http.RequestServices;
        var caller = session?.Caller ?? Caller.Anonymous(RequestSources.FromConsole(http));
        var op = new OperationContext(db, caller, services.GetRequiredService<WriteTransactions>(), Clock, Cancel)
        {
            Language = Texts.Language,
            Services = services,
        };
        return Enclosing is { } write ? op.Within(write) : op;
    }

    /// <summary>The time zone in which the reader sees times.</summary>
    public DateTimeZone Zone => session is null ? DateTimeZone.Utc : TimeZones.FindOrUtc(session.TimeZone);

    /// <summary>The client's name in throttles.</summary>
    public string Client => ClientAddress.ThrottleKey(http);

    /// <summary>Whether to show what needs this permission. Handlers still demand the permission.</summary>
    public bool May(Permissions permission) => session?.Caller.Permissions.HasFlag(permission) == true;

    /// <summary>Returns a field of the posted form; empty if absent.</summary>
    public string Field(string name) => http.Request.Form[name] is [{ } value, ..] ? value : "";

    /// <summary>Returns a query parameter; empty if absent.</summary>
    public string Query(string name) => http.Request.Query[name] is [{ } value, ..] ? value : "";

    /// <summary>The success notice of the form that redirected here; null if none did.</summary>
    internal FormNotice? Notice =>
        http.GetEndpoint()?.Metadata.GetMetadata<ScreenNotices>() is { Notices: var notices }
        && Query("done") is { Length: > 0 } key
            ? notices.FirstOrDefault(n => n.Key == key && May(n.Permission))
            : null;

    /// <summary>Tells the client when to send the request again, in unix seconds.</summary>
    public void RetryAt(long until) =>
        http.Response.Headers.RetryAfter = Math.Max(1, until - Clock.Seconds()).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Shows above the form that the server has too much work of its kind. Returns the HTTP status.
    /// </summary>
    internal int Busy(Form form, ApiException error)
    {
        RetryAt(Clock.Seconds() + (error.RetryAfterSeconds ?? 1));
        form.Says = Texts.Of(error.Text);
        return StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Returns the antiforgery token for a hidden form field.</summary>
    public AntiforgeryTokenSet FormToken() =>
        http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);

    /// <summary>Responds with a page.</summary>
    public IResult Page<TPage>(int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : ConsolePage
    {
        PageHeaders.Set(http.Response);
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ConsolePage.Request)] = this };
        foreach (var (name, value) in parameters)
            all[name] = value;
        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>Redirects the browser to a page with 303 See Other.</summary>
    public IResult See(string address)
    {
        PageHeaders.Set(http.Response);
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Redirects to a page that shows the success notice of a form.</summary>
    internal IResult See(string address, FormNotice notice) =>
        See($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={notice.Key}");
}
