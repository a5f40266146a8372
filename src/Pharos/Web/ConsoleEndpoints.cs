using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Web;

/// <summary>
/// Maps the console's pages and forms, and the internal pages. Each request passes session, antiforgery and handler, in
/// this order. They are not middleware, so API requests do not pay for them.
/// </summary>
internal static class ConsoleEndpoints
{
    /// <summary>The largest form accepted from a visitor who is not signed in, in bytes.</summary>
    private const long MostOpenBytes = 64 << 10;

    /// <summary>
    /// The largest form accepted from a member, in bytes: enough for two long Chinese texts, percent-encoded.
    /// </summary>
    private const long MostFormBytes = 2 << 20;

    public delegate Task<IResult> Handler(ConsoleRequest request, PharosDb db);

    /// <summary>Maps a page for members. Other visitors sign in first and then return to the page.</summary>
    /// <param name="notices">The notices that the page can show.</param>
    public static void MapPage(
        this IEndpointRouteBuilder console,
        string path,
        Handler handle,
        params IReadOnlyList<FormNotice> notices
    ) => Map(console, path, FormKind.None, open: false, handle).WithMetadata(new ScreenNotices(notices));

    /// <summary>Maps a form for members. Sending the same form again has no further effect.</summary>
    /// <param name="permission">Checked before the form is read, in addition to the checks of the handler.</param>
    public static IEndpointConventionBuilder MapForm(
        this IEndpointRouteBuilder console,
        string path,
        Handler handle,
        Permissions permission = Permissions.None
    ) =>
        Map(
            console,
            path,
            new FormKind(MostFormBytes) { IsDoneOnce = true, Permission = permission },
            open: false,
            handle
        );

    /// <summary>
    /// Maps a form that runs each time it is sent: because it writes nothing, is idempotent in its own way, or waits
    /// for another server, which must not happen inside a transaction.
    /// </summary>
    public static void MapRepeatableForm(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, new FormKind(MostFormBytes), open: false, handle);

    /// <summary>Maps a form for members that may contain files.</summary>
    /// <param name="mostBytes">The largest accepted form including its files, in bytes.</param>
    /// <param name="permission">Checked before the form is read, in addition to the checks of the handler.</param>
    public static IEndpointConventionBuilder MapFileForm(
        this IEndpointRouteBuilder console,
        string path,
        long mostBytes,
        Permissions permission,
        Handler handle
    ) =>
        Map(
            console,
            path,
            new FormKind(mostBytes)
            {
                TakesFiles = true,
                IsDoneOnce = true,
                Permission = permission,
            },
            open: false,
            handle
        );

    /// <summary>Maps a form with files that writes nothing, so that it runs each time it is sent.</summary>
    /// <param name="mostBytes">The largest accepted form including its files, in bytes.</param>
    /// <param name="permission">Checked before the form is read, in addition to the checks of the handler.</param>
    public static void MapRepeatableFileForm(
        this IEndpointRouteBuilder console,
        string path,
        long mostBytes,
        Permissions permission,
        Handler handle
    ) =>
        Map(console, path, new FormKind(mostBytes) { TakesFiles = true, Permission = permission }, open: false, handle);

    /// <summary>
    /// Maps a form with a file to import, which runs each time it is sent, but one at a time per account; see <see
    /// cref="OneAtATime"/>.
    /// </summary>
    public static void MapImportForm(
        this IEndpointRouteBuilder console,
        string path,
        long mostBytes,
        Permissions permission,
        Handler handle
    ) =>
        Map(
            console,
            path,
            new FormKind(mostBytes)
            {
                TakesFiles = true,
                Permission = permission,
                OneAtATime = true,
            },
            open: false,
            handle
        );

    /// <summary>Maps a page that needs no session.</summary>
    public static void MapAnonymousPage(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, FormKind.None, open: true, handle);

    /// <summary>Maps a form that needs no session.</summary>
    public static void MapAnonymousForm(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, new FormKind(MostOpenBytes), open: true, handle);

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder console,
        string path,
        FormKind form,
        bool open,
        Handler handle
    )
    {
        string[] methods = form != FormKind.None ? [HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Head];
        var endpoint = console
            .MapMethods(path, methods, async (HttpContext http) =>
            {
                await using var db = await http
                    .RequestServices.GetRequiredService<IDbContextFactory<PharosDb>>()
                    .CreateDbContextAsync(http.RequestAborted);
                var session = await http.RequestServices.GetRequiredService<ConsoleAccess>().FindSession(http, db);
                if (session is not null)
                    http.User = new ClaimsPrincipal(
                        new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.Id)], "session")
                    );
                var request = new ConsoleRequest(http, session);
                // Lets ConsoleErrors show later errors in the same reader's language and layout.
                http.Features.Set(request);
                await (await Answer(request, db, form, open, handle)).ExecuteAsync(http);
            })
            .WithMetadata(new ConsoleEndpoint(open));
        endpoint.Finally(built =>
            built.DisplayName = $"{methods[0]} {((RouteEndpointBuilder)built).RoutePattern.RawText}"
        );
        return endpoint;
    }

    private static async Task<IResult> Answer(
        ConsoleRequest request,
        PharosDb db,
        FormKind form,
        bool open,
        Handler handle
    )
    {
        if (request.Session is null && !open)
            return await request.Http.RequestServices.GetRequiredService<ConsoleAccess>().NeedsSetup(request.Cancel)
                ? request.See("/console/setup")
                : request.See("/console/sign-in" + ReturnAddress.Query(request.Http.Request));
        if (form == FormKind.None)
            return await handle(request, db);

        request.Session?.Caller.Demand(form.Permission);
        var services = request.Http.RequestServices;
        using var turn = form.OneAtATime
            ? await services.GetRequiredService<OneAtATime>().Enter(request.Caller.AccountId, request.Cancel)
            : null;
        var budget = services.GetRequiredService<BodyBudget>();
        await ReadForm(request.Http, form, request.Session is null ? budget.Visitors : budget.Members);
        return form.IsDoneOnce ? await FormReplayGuard.Once(request, db, handle) : await handle(request, db);
    }

    private static async Task ReadForm(HttpContext http, FormKind form, BodyShare share)
    {
        if (!form.Takes(http.Request))
            throw Errors.Invalid(Messages.BadRequest);
        // The form reads its files from this buffer until the request ends.
        var body = new MemoryStream();
        http.Response.RegisterForDispose(body);
        await RequestBody.Copy(http.Request, body, form.MostBytes, share, http.RequestAborted);
        body.Position = 0;
        http.Request.Body = body;
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
        }
        // An incomplete form with files ends in an IOException, one with an unknown charset in a NotSupportedException.
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException)
        {
            throw Errors.Invalid(Messages.BadRequest);
        }
        catch (AntiforgeryValidationException)
        {
            throw new ApiException(ErrorCode.InvalidParameter, new Message(Messages.FormOutOfDate))
            {
                Reason = ErrorReason.StaleForm,
            };
        }
    }

    /// <summary>The kind of form that an endpoint accepts.</summary>
    /// <param name="MostBytes">The largest accepted form, in bytes; 0 for a page, which accepts no form.</param>
    private sealed record FormKind(long MostBytes)
    {
        public static FormKind None { get; } = new(0);

        public bool TakesFiles { get; init; }

        /// <summary>Required of members before the form is read.</summary>
        public Permissions Permission { get; init; }

        /// <summary>Whether an account sends one such form at a time.</summary>
        public bool OneAtATime { get; init; }

        /// <summary>
        /// Whether sending the same form again has no further effect; see <see cref="FormReplayGuard"/>.
        /// </summary>
        public bool IsDoneOnce { get; init; }

        public bool Takes(HttpRequest request) =>
            MediaType.Is(request, MediaType.Form) || (TakesFiles && MediaType.Is(request, MediaType.FormWithFiles));
    }
}

/// <summary>Marks the console's endpoints for the tests that walk all of them.</summary>
/// <param name="Open">Whether the endpoint works without a session.</param>
internal sealed record ConsoleEndpoint(bool Open);
