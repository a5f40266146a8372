using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Web.ErrorPages;

/// <summary>
/// Shows errors as HTML pages on the console and on internal pages, where the API would respond with an error envelope.
/// </summary>
internal static class ConsoleErrors
{
    public static async Task Write(HttpContext http, ApiException error)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        if (error.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var request = http.Features.Get<ConsoleRequest>() ?? await Reader(http, error);
        var (status, title, says) = Explain(error, request.Texts);
        await request
            .Page<ErrorPage>(
                status,
                (nameof(ErrorPage.Title), title),
                (nameof(ErrorPage.Says), says),
                (nameof(ErrorPage.Plain), status >= 500)
            )
            .ExecuteAsync(http);
    }

    /// <summary>
    /// The reader of an address that leads nowhere, for which no endpoint has looked up the session: members keep their
    /// navigation.
    /// </summary>
    private static async Task<ConsoleRequest> Reader(HttpContext http, ApiException error)
    {
        if (error.Code != ErrorCode.RouteNotFound)
            return new ConsoleRequest(http, null);
        await using var db = await http
            .RequestServices.GetRequiredService<IDbContextFactory<PharosDb>>()
            .CreateDbContextAsync(http.RequestAborted);
        return new ConsoleRequest(
            http,
            await http.RequestServices.GetRequiredService<ConsoleAccess>().FindSession(http, db)
        );
    }

    private static (int Status, string Title, string Says) Explain(ApiException error, ConsoleLocalizer texts) =>
        error.Code switch
        {
            ErrorCode.RouteNotFound or ErrorCode.ResourceNotFound => (
                404,
                texts[ConsoleTexts.NotFoundTitle],
                texts[ConsoleTexts.NotFoundSays]
            ),
            ErrorCode.MethodNotAllowed => (405, texts[ConsoleTexts.NotFoundTitle], texts[ConsoleTexts.NotFoundSays]),
            ErrorCode.AccessDenied => (403, texts[ConsoleTexts.DeniedTitle], texts.Of(error.Text)),
            ErrorCode.InvalidParameter when error.Reason is ErrorReason.StaleForm or ErrorReason.AlreadyUsed => (
                400,
                texts[ConsoleTexts.FormOutOfDateTitle],
                texts.Of(error.Text)
            ),
            ErrorCode.InternalError => (500, texts[ConsoleTexts.FaultTitle], texts.Of(error.Text)),
            ErrorCode.ServiceUnavailable => (503, texts[ConsoleTexts.UnavailableTitle], texts.Of(error.Text)),
            _ => (error.Code.HttpStatus(), texts[ConsoleTexts.RefusedTitle], texts.Of(error.Text)),
        };
}
