using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Web;

/// <summary>
/// The way in to every page of the console, and to internal pages: session, antiforgery, handler, in this order. A door
/// of our own, as the Open API has one, so that no API request passes through any of it.
/// </summary>
internal static class ConsoleEndpoints
{
    /// <summary>The largest form that anyone may send, in bytes.</summary>
    private const long MostOpenBytes = 64 << 10;

    /// <summary>The largest form of a member, in bytes: two long texts in Chinese, percent-encoded.</summary>
    private const long MostFormBytes = 2 << 20;

    public delegate Task<IResult> Handler(ConsoleRequest request, PharosDb db);

    /// <summary>A page for members; anyone else is asked to sign in first, and then brought back.</summary>
    /// <param name="notices">The notices of forms that lead here.</param>
    public static void MapPage(
        this IEndpointRouteBuilder console,
        string path,
        Handler handle,
        params IReadOnlyList<FormNotice> notices
    ) => Map(console, path, FormKind.None, open: false, handle).WithMetadata(new ScreenNotices(notices));

    /// <summary>A form for members. Sent twice, it is done once.</summary>
    public static IEndpointConventionBuilder MapForm(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, new FormKind(MostFormBytes) { IsDoneOnce = true }, open: false, handle);

    /// <summary>
    /// One that is done each time that it is sent: it changes nothing, or has its own way to be harmless, or waits for
    /// another server, which no transaction may.
    /// </summary>
    public static void MapRepeatableForm(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, new FormKind(MostFormBytes), open: false, handle);

    /// <summary>A form for members that may have files in it.</summary>
    /// <param name="mostBytes">The largest that it may be, files and all.</param>
    /// <param name="once">
    /// False for what is done each time that it is sent; see <see cref="MapRepeatableForm"/>.
    /// </param>
    public static IEndpointConventionBuilder MapFileForm(
        this IEndpointRouteBuilder console,
        string path,
        long mostBytes,
        Handler handle,
        bool once = true
    ) => Map(console, path, new FormKind(mostBytes) { TakesFiles = true, IsDoneOnce = once }, open: false, handle);

    /// <summary>A page for anyone.</summary>
    public static void MapAnonymousPage(this IEndpointRouteBuilder console, string path, Handler handle) =>
        Map(console, path, FormKind.None, open: true, handle);

    /// <summary>A form for anyone.</summary>
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
                // An error from here on is told to the same reader: see ConsoleErrors.
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
            return await request.Http.RequestServices.GetRequiredService<ConsoleAccess>().NeedsSetup(db, request.Cancel)
                ? request.See("/console/setup")
                : request.See("/console/sign-in" + ReturnAddress.Query(request.Http.Request));
        if (form != FormKind.None)
            await CheckForm(request.Http, form);
        return form.IsDoneOnce ? await FormReplayGuard.Once(request, db, handle) : await handle(request, db);
    }

    private static async Task CheckForm(HttpContext http, FormKind form)
    {
        if (!form.Takes(http.Request.ContentType))
            throw Errors.Invalid(Messages.BadRequest);
        // Files of the form are read from it for as long as the request lasts.
        var body = new MemoryStream();
        http.Response.RegisterForDispose(body);
        await RequestBody.Copy(http.Request, body, form.MostBytes, http.RequestAborted);
        body.Position = 0;
        http.Request.Body = body;
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
        }
        catch (InvalidDataException)
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

    /// <summary>What an endpoint takes.</summary>
    /// <param name="MostBytes">0 where it takes none.</param>
    private sealed record FormKind(long MostBytes)
    {
        public static FormKind None { get; } = new(0);

        public bool TakesFiles { get; init; }

        /// <summary>Whether sending it again does nothing more; see <see cref="FormReplayGuard"/>.</summary>
        public bool IsDoneOnce { get; init; }

        public bool Takes(string? contentType) =>
            Is(contentType, "application/x-www-form-urlencoded")
            || (TakesFiles && Is(contentType, "multipart/form-data"));

        private static bool Is(string? contentType, string type) =>
            contentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>Marks the console's endpoints, for the tests that walk all of them.</summary>
/// <param name="Open">Whether it is there for those who are not signed in.</param>
internal sealed record ConsoleEndpoint(bool Open);
