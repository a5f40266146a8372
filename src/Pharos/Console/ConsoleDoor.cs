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
    /// <summary>The largest form, in bytes.</summary>
    private const long MostFormBytes = 64 << 10;

    public delegate Task<IResult> Handler(ConsoleRequest request, StatusDb db);

    /// <summary>A page for members; anyone else is asked to sign in first, and then brought back.</summary>
    public static void Read(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, post: false, open: false, handle);

    /// <summary>A form for members.</summary>
    public static void Submit(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, post: true, open: false, handle);

    /// <summary>A page for anyone.</summary>
    public static void ReadOpen(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, post: false, open: true, handle);

    /// <summary>A form for anyone.</summary>
    public static void SubmitOpen(this IEndpointRouteBuilder console, string path, Handler handle) => Map(console, path, post: true, open: true, handle);

    private static void Map(IEndpointRouteBuilder console, string path, bool post, bool open, Handler handle)
    {
        string[] methods = post ? [HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Head];
        console.MapMethods(path, methods, async (HttpContext http) =>
        {
            await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<StatusDb>>().CreateDbContextAsync(http.RequestAborted);
            var session = await SessionCookie.Find(http, db);
            if (session is not null)
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.Id)], "session"));
            var request = new ConsoleRequest(http, session);
            // An error from here on is told to the same reader: see ConsoleErrors.
            http.Features.Set(request);
            await (await Answer(request, db, post, open, handle)).ExecuteAsync(http);
        }).WithMetadata(new ConsoleEndpoint(open)).Finally(endpoint => endpoint.DisplayName = $"{methods[0]} {((RouteEndpointBuilder)endpoint).RoutePattern.RawText}");
    }

    private static async Task<IResult> Answer(ConsoleRequest request, StatusDb db, bool post, bool open, Handler handle)
    {
        if (request.Session is null && !open)
            return await request.Http.RequestServices.GetRequiredService<FirstRun>().IsDue(db, request.Cancel)
                ? request.See("/console/setup")
                : request.See("/console/sign-in" + ReturnAddress.Query(request.Http.Request));
        if (post)
            await CheckForm(request.Http);
        return await handle(request, db);
    }

    private static async Task CheckForm(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            throw Problem.Invalid("BadRequest");
        using var form = new MemoryStream();
        await RequestBody.Copy(http.Request, form, MostFormBytes, http.RequestAborted);
        form.Position = 0;
        http.Request.Body = form;
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
}

/// <summary>Marks the console's endpoints, for the tests that walk all of them.</summary>
/// <param name="Open">Whether it is there for those who are not signed in.</param>
internal sealed record ConsoleEndpoint(bool Open);
