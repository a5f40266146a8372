using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pharos.Tests.Support;

/// <summary>
/// A program of the system that a test runs on loopback, such as Debian's Alertmanager, with a folder of its own.
/// <c>./test</c> installs what is missing.
/// </summary>
public sealed class LocalProgram : IAsyncDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private LocalProgram(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)> environment,
        string? folder
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (folder is not null)
            start.WorkingDirectory = folder;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything written so far.</summary>
    public string Written => string.Join('\n', output);

    /// <summary>Skips the test where a program is not installed; under CI fails it.</summary>
    public static void Demand(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToList();
        if (missing.Count == 0)
            return;
        var text = $"not installed: {string.Join(", ", missing)}; ./test installs it as root";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", text);
        Assert.Fail(text);
    }

    /// <summary>Starts a program that runs until it is stopped.</summary>
    public static LocalProgram Start(string program, IEnumerable<string> arguments, string? folder = null) =>
        new(program, arguments, [], folder);

    /// <summary>Runs a program to its end, which must be a success; what it wrote.</summary>
    public static async Task<string> Run(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)>? environment = null,
        string? folder = null
    )
    {
        await using var run = new LocalProgram(program, arguments, environment ?? [], folder);
        await run.process.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(run.process.ExitCode == 0, $"{program} ended with {run.process.ExitCode}: {run.Written}");
        return run.Written;
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Waits until an address answers with success.</summary>
    public async Task WaitFor(Uri address)
    {
        using var http = new HttpClient();
        await Eventually.True(
            async () =>
            {
                Assert.False(process.HasExited, $"the program has ended: {Written}");
                try
                {
                    return (await http.GetAsync(address)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Limit
        );
    }

    /// <summary>Asks the program to stop, as a service manager does, and waits until it has.</summary>
    public async Task Terminate()
    {
        Assert.Equal(0, Signal(process.Id, Sigterm));
        await process.WaitForExitAsync().WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/bin")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private void Keep(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }
}
