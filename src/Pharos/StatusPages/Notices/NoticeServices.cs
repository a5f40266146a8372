namespace Pharos.StatusPages.Notices;

/// <summary>Registers the kinds of notifications that status pages send.</summary>
internal static class NoticeServices
{
    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<ChangeEmail>().AddSingleton<ChangeNoticeLoader>().AddSingleton<SubscriptionEmail>();
        services.AddSingleton(s => ChangeNotices.Create(s.GetRequiredService<ChangeNoticeLoader>()));
        foreach (var kind in (string[])[SubscriptionEmail.Confirmation, SubscriptionEmail.ManageLink])
            services.AddSingleton(s => s.GetRequiredService<SubscriptionEmail>().CreateKind(kind));
    }
}
