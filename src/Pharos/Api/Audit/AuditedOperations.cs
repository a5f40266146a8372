using System.Collections.Frozen;
using Pharos.Api.Accounts;
using Pharos.Api.AppKeys;
using Pharos.Api.Members;
using Pharos.Api.Roles;
using Pharos.Api.StatusPage.Changes;
using Pharos.Api.StatusPage.Changes.Timeline;
using Pharos.Api.StatusPage.Components;
using Pharos.Api.StatusPage.Pages;
using Pharos.Api.StatusPage.Sections;
using Pharos.Api.StatusPage.Subscribers;
using Pharos.Api.StatusPage.Templates;
using Pharos.Api.Teams;
using Pharos.Console.ImHooks;
using Pharos.Console.Sessions;
using Pharos.History;

namespace Pharos.Api.Audit;

/// <summary>All that the audit log tells of. The texts are in <c>OperationTexts</c>.</summary>
internal static class AuditedOperations
{
    public static readonly AuditedOperation<CreateChangeRequest> ChangeCreate = new("change:write:create");
    public static readonly AuditedOperation<UpdateChangeRequest> ChangeUpdate = new("change:write:update");
    public static readonly AuditedOperation<DeleteChangeRequest> ChangeDelete = new("change:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<CreateTimelineRequest> TimelineCreate = new("timeline:write:create");
    public static readonly AuditedOperation<UpdateTimelineRequest> TimelineUpdate = new("timeline:write:update");
    public static readonly AuditedOperation<DeleteTimelineRequest> TimelineDelete = new("timeline:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<ImportedHistory> HistoryImport = new("history:write:import");

    public static readonly AuditedOperation<CreatePageRequest> PageCreate = new("page:write:create");
    public static readonly AuditedOperation<UpdatePageRequest> PageUpdate = new("page:write:update");
    public static readonly AuditedOperation<DeletePageRequest> PageDelete = new("page:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<UpsertSectionsRequest> SectionUpsert = new("section:write:upsert");
    public static readonly AuditedOperation<DeleteSectionsRequest> SectionDelete = new("section:write:delete");
    public static readonly AuditedOperation<UpsertComponentsRequest> ComponentUpsert = new("component:write:upsert");
    public static readonly AuditedOperation<DeleteComponentsRequest> ComponentDelete = new("component:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<UpsertTemplateRequest> TemplateUpsert = new("template:write:upsert");
    public static readonly AuditedOperation<DeleteTemplateRequest> TemplateDelete = new("template:write:delete");

    public static readonly AuditedOperation<ImportedSubscribers> SubscriberImport = new("subscriber:write:import") { IsDangerous = true };
    public static readonly AuditedOperation<ExportSubscribersRequest> SubscriberExport = new("subscriber:read:export") { IsDangerous = true, IsWrite = false };
    public static readonly AuditedOperation<RemovedSubscriber> SubscriberDelete = new("subscriber:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<ReleasedReceiver> ReceiverRelease = new("receiver:write:release");
    public static readonly AuditedOperation<FollowChoice> SubscriptionFollow = new("subscription:write:follow");
    public static readonly AuditedOperation<FollowChoice> SubscriptionUnfollow = new("subscription:write:unfollow");
    public static readonly AuditedOperation<NewImHook> ImHookCreate = new("im-hook:write:create");
    public static readonly AuditedOperation<ChosenImHook> ImHookTest = new("im-hook:write:test");
    public static readonly AuditedOperation<ChosenImHook> ImHookRelease = new("im-hook:write:release");
    public static readonly AuditedOperation<ChosenImHook> ImHookDelete = new("im-hook:write:delete");

    public static readonly AuditedOperation<CreateAccountRequest> AccountCreate = new("account:write:create");
    public static readonly AuditedOperation<UpdateAccountRequest> AccountUpdate = new("account:write:update");
    public static readonly AuditedOperation<UsedBrowser> SessionCreate = new("session:write:create");
    public static readonly AuditedOperation<UsedBrowser> SessionDelete = new("session:write:delete");
    public static readonly AuditedOperation<EndedSessions> SessionEnd = new("session:write:end");
    public static readonly AuditedOperation<OwnSignIn> PasswordUpdate = new("password:write:update") { IsDangerous = true };
    public static readonly AuditedOperation<OwnSignIn> SecondFactorStart = new("second-factor:write:start");
    public static readonly AuditedOperation<OwnSignIn> SecondFactorCreate = new("second-factor:write:create");
    public static readonly AuditedOperation<ChosenMember> SecondFactorDelete = new("second-factor:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<OwnSignIn> RecoveryCodesCreate = new("recovery-codes:write:create") { IsDangerous = true };
    public static readonly AuditedOperation<NewAppKey> AppKeyCreate = new("app-key:write:create") { IsDangerous = true };
    public static readonly AuditedOperation<ChosenAppKey> AppKeyDisable = new("app-key:write:disable");
    public static readonly AuditedOperation<ChosenAppKey> AppKeyEnable = new("app-key:write:enable") { IsDangerous = true };
    public static readonly AuditedOperation<ChosenAppKey> AppKeyDelete = new("app-key:write:delete") { IsDangerous = true };

    public static readonly AuditedOperation<InviteMembersRequest> MemberInvite = new("member:write:invite") { IsDangerous = true };
    public static readonly AuditedOperation<JoiningMember> MemberJoin = new("member:write:join");
    public static readonly AuditedOperation<ResetMemberInfoRequest> MemberUpdate = new("member:write:update");
    public static readonly AuditedOperation<ChosenLanguage> MemberLanguage = new("member-language:write:update");
    public static readonly AuditedOperation<ChosenMember> MemberRecover = new("member:write:recover") { IsDangerous = true };
    public static readonly AuditedOperation<DeleteMemberRequest> MemberDelete = new("member:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<MemberRolesRequest> MemberRoleGrant = new("member-role:write:grant") { IsDangerous = true };
    public static readonly AuditedOperation<MemberRolesRequest> MemberRoleRevoke = new("member-role:write:revoke") { IsDangerous = true };
    public static readonly AuditedOperation<MemberRolesRequest> MemberRoleUpdate = new("member-role:write:update") { IsDangerous = true };
    public static readonly AuditedOperation<UpsertRoleRequest> RoleUpsert = new("role:write:upsert") { IsDangerous = true };
    public static readonly AuditedOperation<RoleRequest> RoleDisable = new("role:write:disable") { IsDangerous = true };
    public static readonly AuditedOperation<RoleRequest> RoleEnable = new("role:write:enable") { IsDangerous = true };
    public static readonly AuditedOperation<RoleRequest> RoleDelete = new("role:write:delete") { IsDangerous = true };
    public static readonly AuditedOperation<RoleMembersRequest> RoleMemberGrant = new("role-member:write:grant") { IsDangerous = true };
    public static readonly AuditedOperation<RoleMembersRequest> RoleMemberRevoke = new("role-member:write:revoke") { IsDangerous = true };
    public static readonly AuditedOperation<UpsertTeamRequest> TeamUpsert = new("team:write:upsert");
    public static readonly AuditedOperation<TeamRequest> TeamDelete = new("team:write:delete") { IsDangerous = true };

    /// <summary>In the order in which people are offered them.</summary>
    public static IReadOnlyList<AuditedOperation> All { get; } =
    [
        ChangeCreate, ChangeUpdate, ChangeDelete, TimelineCreate, TimelineUpdate, TimelineDelete, HistoryImport, PageCreate, PageUpdate, PageDelete,
        SectionUpsert, SectionDelete, ComponentUpsert, ComponentDelete, TemplateUpsert, TemplateDelete, SubscriberImport, SubscriberExport, SubscriberDelete,
        ReceiverRelease, SubscriptionFollow, SubscriptionUnfollow, ImHookCreate, ImHookTest, ImHookRelease, ImHookDelete, AccountCreate,
        AccountUpdate, SessionCreate, SessionDelete, SessionEnd, PasswordUpdate, SecondFactorStart, SecondFactorCreate, SecondFactorDelete,
        RecoveryCodesCreate, AppKeyCreate, AppKeyDisable, AppKeyEnable, AppKeyDelete, MemberInvite, MemberJoin, MemberUpdate, MemberLanguage, MemberRecover,
        MemberDelete, MemberRoleGrant, MemberRoleRevoke, MemberRoleUpdate, RoleUpsert, RoleDisable, RoleEnable, RoleDelete, RoleMemberGrant,
        RoleMemberRevoke, TeamUpsert, TeamDelete,
    ];

    private static readonly FrozenDictionary<string, AuditedOperation> ByName = All.ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);

    /// <summary>Null for one that this version does not know.</summary>
    public static AuditedOperation? Find(string name) => ByName.GetValueOrDefault(name);
}
