using Pharos.Storage.Rows;

namespace Pharos.Console.ImHooks;

/// <summary>What readers call a platform.</summary>
internal static class PlatformName
{
    public static string Of(ImPlatform platform, ConsoleTexts texts) => platform switch
    {
        ImPlatform.Slack => "Slack",
        ImPlatform.Feishu => texts["PlatformFeishu"],
        ImPlatform.Dingtalk => texts["PlatformDingtalk"],
        _ => texts["PlatformWecom"],
    };
}
