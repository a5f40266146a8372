using Pharos.Bench;

// The two programs to compare with are this same one, started with other arguments.
switch (args)
{
    case ["bare", var data, var body]:
        return await ComparisonServer.Run(data, File.ReadAllBytes(body));
    case ["empty", var data]:
        return await ComparisonServer.Run(data, null);
    case ["sink", var firstMail]:
        return await MailSinkProgram.Run(firstMail);
    case ["--help"]:
        Console.WriteLine("bench/run [change-info] [start] [announcement]   all parts when none is named; ROUNDS and SECONDS in the environment set the length (5, 4)");
        return 0;
}

var parts = args.Length > 0 ? args : ["change-info", "start", "announcement"];
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {Load.Rounds} rounds of {Load.Seconds} s, medians; every figure is a ratio within this run");
if (parts.Contains("change-info"))
    await ChangeInfoBench.Run();
if (parts.Contains("start"))
    await StartBench.Run();
if (parts.Contains("announcement"))
    await AnnouncementBench.Run();
return 0;
