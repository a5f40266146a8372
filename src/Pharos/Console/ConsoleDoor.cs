using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Envelope;
using Pharos.Console.Sessions;
using Pharos.Console.Setup;
using Pharos.Storage;

namespace Pharos.Console;

/// <summary>
/// The way in to every page of the console, and to internal pages: session, antiforgery, handler, in this order. A door of our own, as the Open API has
/// one, so that no API request passes through any of it.
/// </summary>
internal static class ConsoleDoor
{
    /// <summary>The largest form that anyone may send, in bytes.</summary>
    private const long MostOpenBytes = 64 << 10;

    /// <summary>The largest form of a member, in bytes: two long texts in Chinese, percent-encoded.</summary>
    private const long MostFormBytes = 2 << 20;

    public delegate Task<IResult> Handler(ConsoleRequest request, StatusDb db);

    /// <summary>A page for members; anyone else is asked to sign in first, and then brought back.</summary>
    public static void Read(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, Form.None, open: false, handle);

    /// <summary>A form for members.</summary>
    public static void Submit(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, new Form(MostFormBytes), open: false, handle);

    /// <summary>A form for members that may have files in it.</summary>
    /// <param name="mostBytes">The largest that it may be, files and all.</param>
    public static void SubmitFiles(this IEndpointRouteBuilder console, string path, long mostBytes, Handler handle) =>
        Map(console, path, new Form(mostBytes) { TakesFiles = true }, open: false, handle);

    /// <summary>A page for anyone.</summary>
    public static void ReadOpen(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, Form.None, open: true, handle);

    /// <summary>A form for anyone.</summary>
    public static void SubmitOpen(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, new Form(MostOpenBytes), open: true, handle);

    private static void Map(IEndpointRouteBuilder console, string path, Form form, bool open, Handler handle)
    {
        string[] methods = form != Form.None ? [HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Head];
        console.MapMethods(path, methods, async (HttpContext http) =>
        {
            await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<StatusDb>>().CreateDbContextAsync(http.RequestAborted);
            var session = await SessionCookie.Find(http, db);
            if (session is not null)
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.Id)], "session"));
            var request = new ConsoleRequest(http, session);
            // An error from here on is told to the same reader: see ConsoleErrors.
            http.Features.Set(request);
            await (await Answer(request, db, form, open, handle)).ExecuteAsync(http);
        }).WithMetadata(new ConsoleEndpoint(open)).Finally(endpoint => endpoint.DisplayName = $"{methods[0]} {((RouteEndpointBuilder)endpoint).RoutePattern.RawText}");
    }

    private static async Task<IResult> Answer(ConsoleRequest request, StatusDb db, Form form, bool open, Handler handle)
    {
        if (request.Session is null && !open)
            return await request.Http.RequestServices.GetRequiredService<FirstRun>().IsDue(db, request.Cancel)
                ? request.See("/console/setup")
                : request.See("/console/sign-in" + ReturnAddress.Query(request.Http.Request));
        if (form != Form.None)
            await CheckForm(request.Http, form);
        return await handle(request, db);
    }

    private static async Task CheckForm(HttpContext http, Form form)
    {
        if (!form.Takes(http.Request.ContentType))
            throw Problem.Invalid("BadRequest");
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
            throw Problem.Invalid("BadRequest");
        }
        catch (AntiforgeryValidationException)
        {
            throw new ApiException(ErrorCode.InvalidParameter, new Message("FormOutOfDate"));
        }
    }

    /// <summary>What an endpoint takes.</summary>
    /// <param name="MostBytes">0 where it takes none.</param>
    private sealed record Form(long MostBytes)
    {
        public static Form None { get; } = new(0);

        public bool TakesFiles { get; init; }

        public bool Takes(string? contentType) =>
            Is(contentType, "application/x-www-form-urlencoded") || (TakesFiles && Is(contentType, "multipart/form-data"));

        private static bool Is(string? contentType, string type) => contentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>Marks the console's endpoints, for the tests that walk all of them.</summary>
/// <param name="Open">Whether it is there for those who are not signed in.</param>
internal sealed record ConsoleEndpoint(bool Open);
