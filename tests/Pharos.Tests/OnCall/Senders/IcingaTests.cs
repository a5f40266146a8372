using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>Debian's Icinga with the command and the configuration of docs/senders.</summary>
public sealed class IcingaTests(SharedServer shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Icinga_notifies_of_a_problem_that_gets_worse_and_of_its_end()
    {
        LocalProgram.Demand("icinga2", "jq", "curl");
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        var folder = Directory.CreateTempSubdirectory("pharos-icinga-").FullName;
        try
        {
            await SetState(folder, 1);
            await Configure(
                folder,
                new Uri(shared.Server.Address, $"/event/push/alert/standard?integration_key={key}")
            );
            await using var icinga = LocalProgram.Start("icinga2", Arguments(folder), folder);

            await Until(space, icinga, "Triggered", "Warning");
            var incident = await space.Incident();
            Assert.Equal(("disk / web1", "DISK \"95%\""), (incident.Text("title"), incident.Text("description")));
            await SetState(folder, 2);
            await Until(space, icinga, "Triggered", "Critical");
            await SetState(folder, 0);
            await Until(space, icinga, "Closed", "Critical");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Configure(string folder, Uri push)
    {
        var senders = Path.Combine(NodeScript.Root(), "docs", "senders");
        var check = Path.Combine(folder, "check");
        await File.WriteAllTextAsync(
            check,
            $"""
            echo 'DISK "95%" | free=5%'
            exit $(cat {folder}/state)
            """
        );
        var notifications = (await File.ReadAllTextAsync(Path.Combine(senders, "icinga2.conf")))
            .Replace("PUSH_URL", push.ToString(), StringComparison.Ordinal)
            .Replace("/usr/local/bin/pharos-notify", Path.Combine(senders, "pharos-notify"), StringComparison.Ordinal)
            .Replace(
                "env.PHAROS_URL = PharosUrl",
                $"env.PHAROS_URL = PharosUrl\n  env.CURL_CA_BUNDLE = \"{shared.Server.Folder}/certificate.pem\"",
                StringComparison.Ordinal
            );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "icinga2.conf"),
            $$"""
            object CheckerComponent "checker" { }
            object NotificationComponent "notification" { }
            object CheckCommand "up" { command = [ "/bin/true" ] }
            object CheckCommand "state" { command = [ "/bin/sh", "{{check}}" ] }
            object Host "web1" { check_command = "up" }
            object Service "disk" {
              host_name = "web1"
              check_command = "state"
              check_interval = 1s
              retry_interval = 1s
              max_check_attempts = 1
            }
            {{notifications}}
            """
        );
    }

    /// <param name="state">What a plugin returns: 0 for good, 1 for a warning, 2 for critical.</param>
    private static async Task SetState(string folder, int state)
    {
        var file = Path.Combine(folder, "state");
        await File.WriteAllTextAsync(file + ".new", $"{state}");
        File.Move(file + ".new", file, overwrite: true);
    }

    private static List<string> Arguments(string folder)
    {
        string[] places = ["DataDir", "LogDir", "CacheDir", "SpoolDir", "InitRunDir", "ConfigDir"];
        return
        [
            "daemon",
            "-c",
            Path.Combine(folder, "icinga2.conf"),
            "-D",
            $"Configuration.RunAsUser={Environment.UserName}",
            "-D",
            $"Configuration.RunAsGroup={Environment.UserName}",
            .. places.SelectMany(place => (string[])["-D", $"Configuration.{place}={folder}"]),
        ];
    }

    private static async Task Until(OnCallSpace space, LocalProgram icinga, string progress, string severity)
    {
        try
        {
            await Eventually.True(
                async () =>
                    (await space.Incidents()) is [var incident]
                    && (incident.Text("progress"), incident.Text("incident_severity")) == (progress, severity),
                Patience
            );
        }
        catch (Exception)
        {
            Assert.Fail(icinga.Written);
        }
    }
}
