using Pharos.OnCall.Intake.Integrations;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>Receivers of Alertmanager, as the console shows them to be pasted.</summary>
internal static class Receivers
{
    /// <param name="type">The type of the integration.</param>
    public static string Of(string type, TestServer server, string key)
    {
        var url = new Uri(server.Address, $"/event/push/alert/{type}?integration_key={key}").ToString();
        var shown = SenderSetup
            .For(type, url, key)
            .Select(setup => setup.Text)
            .First(text => text.Contains("receivers:", StringComparison.Ordinal));
        const string Name = "  - name: pharos\n    ";
        return shown[(shown.IndexOf(Name, StringComparison.Ordinal) + Name.Length)..].Trim();
    }
}
