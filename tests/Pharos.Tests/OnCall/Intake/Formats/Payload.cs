using System.Text;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.Tests.Architecture;

namespace Pharos.Tests.OnCall.Intake.Formats;

/// <summary>
/// Payloads in the folder <c>Payloads</c>: recorded from Debian's Alertmanager 0.25, or the examples of the other
/// products' documentation.
/// </summary>
internal static class Payload
{
    private static readonly string Folder = Path.Combine(
        Repository.Root,
        "tests/Pharos.Tests/OnCall/Intake/Formats/Payloads"
    );

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    /// <summary>The only event of a push that rejects nothing.</summary>
    public static IncomingEvent Single(ParsedPush push)
    {
        Assert.Empty(push.Rejected);
        return Assert.Single(push.Events);
    }

    /// <summary>The English message of the error that a payload causes.</summary>
    public static string Error(Func<object> parse) => Assert.Throws<ApiException>(parse).Message;

    public static string In(this Message message) => message.In(Language.English);
}
