using Pharos.Platform.Webhooks;
using Pharos.Web;

namespace Pharos.StatusPages.Following.Console;

/// <summary>What readers call a platform.</summary>
internal static class PlatformName
{
    public static string For(ImPlatform platform, ConsoleTexts texts) => platform switch
    {
        ImPlatform.Slack => "Slack",
        ImPlatform.Feishu => texts["PlatformFeishu"],
        ImPlatform.Dingtalk => texts["PlatformDingtalk"],
        _ => texts["PlatformWecom"],
    };
}
