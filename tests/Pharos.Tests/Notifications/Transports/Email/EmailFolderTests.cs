using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports.Email;

[FullOnPostgres]
public sealed class EmailFolderTests
{
    [Fact]
    public async Task Without_a_mail_server_mails_become_files_that_their_owner_alone_can_read()
    {
        await using var server = await TestServer.Start();
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);

        await page.PublishTold();
        var folder = Path.Combine(server.Folder, "mail");
        await Eventually.True(
            () => Task.FromResult(Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.eml").Any()),
            TimeSpan.FromSeconds(30)
        );

        var mail = new SunkMail(
            "",
            "",
            await File.ReadAllTextAsync(Directory.EnumerateFiles(folder, "*.eml").Single())
        );
        Assert.Equal(address, mail.Header("To"));
        Assert.Contains("We are looking.", mail.Body("text/plain"), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder)
            );
    }
}
