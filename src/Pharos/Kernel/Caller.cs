namespace Pharos.Kernel;

/// <summary>Who asks: a member, through a key, the console or the command line.</summary>
/// <param name="Permissions">What the member's roles allow and the key leaves of it.</param>
public sealed record Caller(long AccountId, long MemberId, Permissions Permissions)
{
    /// <summary>What the key takes away.</summary>
    public ApiKeyScope ApiKeyScope { get; private init; } = ApiKeyScope.Unrestricted;

    /// <summary>Whence they came, as the audit log tells it.</summary>
    public RequestSource RequestSource { get; init; } = RequestSource.CommandLine("");

    /// <summary>How much the account may have.</summary>
    public Plan Plan { get; init; } = Plan.Unlimited;

    /// <summary>A visitor who is not signed in, such as one who accepts an invitation.</summary>
    public static Caller Anonymous(RequestSource origin) => new(0, 0, Permissions.None) { RequestSource = origin };

    /// <summary>The same member through a key that was narrowed.</summary>
    public Caller WithScope(ApiKeyScope scope) =>
        this with
        {
            Permissions = Permissions & scope.Mask,
            ApiKeyScope = scope,
        };

    /// <summary>
    /// Operations declare the permission they need; handlers call this for those that depend on the request.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void Demand(Permissions permission)
    {
        if ((Permissions & permission) != permission)
            throw ApiKeyScope.IsRestricted
                ? Denied(Messages.AccessDeniedToKey, PermissionNames.For(permission))
                : Errors.Denied(PermissionNames.For(permission));
    }

    /// <summary>
    /// The first line of every handler that reads or makes what is no page's: keys for some pages know nothing else.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void DemandAccount()
    {
        if (ApiKeyScope.PageIds is not null)
            throw Denied(Messages.KeyForPages);
    }

    /// <summary>
    /// The first line of a handler that writes and needs no permission, because it is about the member alone.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void DemandUnrestrictedKey()
    {
        if (ApiKeyScope.IsRestricted)
            throw Denied(Messages.KeyNarrowed);
    }

    private static ApiException Denied(TextKey key) => new(ErrorCode.AccessDenied, new Message(key));

    private static ApiException Denied(TextKey1 key, object arg) => new(ErrorCode.AccessDenied, new Message(key, arg));
}
