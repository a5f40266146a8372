namespace Pharos.Kernel;

/// <summary>On whose behalf an operation runs: a member, using an API key, the console or the command line.</summary>
/// <param name="Permissions">What the member's roles and the key's scope both allow.</param>
public sealed record Caller(long AccountId, long MemberId, Permissions Permissions)
{
    /// <summary>The scope of the API key; unrestricted without a key.</summary>
    public ApiKeyScope ApiKeyScope { get; private init; } = ApiKeyScope.Unrestricted;

    /// <summary>Source of the request, as recorded in the audit log.</summary>
    public RequestSource RequestSource { get; init; } = RequestSource.CommandLine("");

    /// <summary>The limits of the account.</summary>
    public Plan Plan { get; init; } = Plan.Unlimited;

    /// <summary>A visitor who is not signed in, such as one accepting an invitation.</summary>
    public static Caller Anonymous(RequestSource source) => new(0, 0, Permissions.None) { RequestSource = source };

    /// <summary>The same member using an API key with a scope.</summary>
    public Caller WithScope(ApiKeyScope scope) =>
        this with
        {
            Permissions = Permissions & scope.Mask,
            ApiKeyScope = scope,
        };

    /// <summary>
    /// Checks a permission that depends on the request. Permissions that an operation declares are already checked.
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
    /// Rejects keys that are limited to some pages. Every handler for account-level data calls this first.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void DemandAccount()
    {
        if (ApiKeyScope.PageIds is not null)
            throw Denied(Messages.KeyForPages);
    }

    /// <summary>
    /// Rejects keys with a scope. Handlers that write the member's own data, and so need no permission, call this
    /// first.
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
