using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web.Design;
using Pharos.Web.Forms;

namespace Pharos.Web;

/// <summary>
/// A request to the console: who is signed in, in which language they read, and what answers are made of.
/// </summary>
public sealed class ConsoleRequest(HttpContext http, Session? session)
{
    public HttpContext Http => http;
    public Session? Session => session;
    public CancellationToken Cancel => http.RequestAborted;
    public ConsoleLocalizer Texts { get; } = new(session?.Language ?? Language.From(http.Request));
    public TimeProvider Clock => http.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>The transaction that the request runs in; null when each operation commits on its own.</summary>
    public WriteTransaction? Enclosing { get; private init; }

    /// <summary>Only behind doors that ask for a session.</summary>
    public Caller Caller => session!.Caller;

    /// <summary>The same request within a transaction: its operations join it.</summary>
    public ConsoleRequest Within(WriteTransaction write) => new(http, session) { Enclosing = write };

    /// <summary>The context in which operations run for the member, or for a visitor who is not signed in.</summary>
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

    /// <summary>The zone that the reader's times are shown in.</summary>
    public DateTimeZone Zone => session is null ? DateTimeZone.Utc : TimeZones.FindOrUtc(session.TimeZone);

    /// <summary>Throttling counts by this.</summary>
    public string Client => ClientAddress.ThrottleKey(http);

    /// <summary>Whether the member may do this: for what is shown. Handlers demand it all the same.</summary>
    public bool May(Permissions permission) => session?.Caller.Permissions.HasFlag(permission) == true;

    /// <summary>A field of the posted form; empty when absent.</summary>
    public string Field(string name) => http.Request.Form[name] is [{ } value, ..] ? value : "";

    /// <summary>A parameter of the address; empty when absent.</summary>
    public string Query(string name) => http.Request.Query[name] is [{ } value, ..] ? value : "";

    /// <summary>What the form that led to this page did; null if none did.</summary>
    internal FormNotice? Notice =>
        http.GetEndpoint()?.Metadata.GetMetadata<ScreenNotices>() is { Notices: var notices }
        && Query("done") is { Length: > 0 } key
            ? notices.FirstOrDefault(n => n.Key == key && May(n.Permission))
            : null;

    /// <summary>The hidden field that shows a form to be ours.</summary>
    public AntiforgeryTokenSet FormToken() =>
        http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);

    /// <summary>Answers with a page.</summary>
    public IResult Page<TPage>(int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : ConsolePage
    {
        PageHeaders.Set(http.Response);
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ConsolePage.Request)] = this };
        foreach (var (name, value) in parameters)
            all[name] = value;
        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>Sends the browser to read another page.</summary>
    public IResult See(string address)
    {
        PageHeaders.Set(http.Response);
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Sends the browser to a page that says what a form did.</summary>
    internal IResult See(string address, FormNotice notice) =>
        See($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={notice.Key}");
}
