using Pharos.Api.Envelope;

namespace Pharos.Api.Callers;

/// <summary>Who asks: a member, through a key, the console or the command line, with all that the member may do.</summary>
public sealed record Caller(long AccountId, long MemberId, Permissions Permissions)
{
    /// <summary>The first line of every handler that needs a permission.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void Demand(Permissions permission)
    {
        if ((Permissions & permission) != permission)
            throw Problem.Denied(PermissionNames.Of(permission));
    }
}
