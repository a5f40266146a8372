namespace Pharos.Console.Profile;

/// <summary><c>/console/account/profile</c></summary>
internal static class ProfileRoutes
{
    public static void MapProfile(this IEndpointRouteBuilder console)
    {
        console.Read("/account/profile", ShowProfile.Handle);
        console.Submit("/account/profile", SaveProfile.Handle);
    }
}
