using Pharos.Api.Callers;

namespace Pharos.Api.Members;

/// <summary><c>/member/</c></summary>
internal static class MembersApi
{
    public static void MapMembers(this IEndpointRouteBuilder api) =>
        api.Post<MemberInfoRequest, MemberInfoResponse>("/member/info", "Get current member info", Permissions.None, MemberInfo.Handle);
}
