using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications.Bounces;

/// <summary><c>/delivery/bounce</c>: off until a secret is configured.</summary>
internal static class BounceApi
{
    private const long MaxBytes = 64 << 10;

    public static void MapBounces(this IEndpointRouteBuilder app)
    {
        var secret = app.ServiceProvider.GetRequiredService<EmailOptions>().BounceSecret;
        app.MapPost(
            "/delivery/bounce",
            async (
                HttpContext context,
                IDbContextFactory<PharosDb> databases,
                WriteTransactions writes,
                NotificationKinds kinds,
                BodyBudget budget,
                SecurityLog security,
                TimeProvider clock
            ) =>
            {
                if (secret is null)
                    throw new ApiException(ErrorCode.RouteNotFound, new Message(Messages.RouteNotFound));
                using var body = new MemoryStream();
                await RequestBody.Copy(context.Request, body, MaxBytes, budget.Visitors, context.RequestAborted);
                try
                {
                    BounceSignature.Demand(
                        context.Request.Headers[BounceSignature.Header],
                        secret,
                        clock.Seconds(),
                        body.ToArray()
                    );
                }
                catch (ApiException)
                {
                    security.Note(SecurityEvent.BounceSignatureWrong, context);
                    throw;
                }

                var request = RequestBody.Parse<BounceRequest>(body.ToArray());
                await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
                await ApiResponse.Write(
                    context,
                    await ReceiveBounce.Handle(request, db, writes, kinds, clock, context.RequestAborted)
                );
            }
        );
    }
}
