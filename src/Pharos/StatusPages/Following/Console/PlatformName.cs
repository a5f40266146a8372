using Pharos.Notifications.Transports;
using Pharos.Platform.Webhooks;
using Pharos.Web;

namespace Pharos.StatusPages.Following.Console;

/// <summary>The display name of a platform.</summary>
internal static class PlatformName
{
    public static string For(ImPlatform platform, ConsoleLocalizer texts) =>
        platform switch
        {
            ImPlatform.Slack => "Slack",
            ImPlatform.Feishu => texts[ConsoleTexts.PlatformFeishu],
            ImPlatform.Dingtalk => texts[ConsoleTexts.PlatformDingtalk],
            _ => texts[ConsoleTexts.PlatformWecom],
        };
}
