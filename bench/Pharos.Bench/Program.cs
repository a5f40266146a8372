using Pharos.Bench;

// The two programs to compare with are this same one, started with other arguments.
switch (args)
{
    case ["bare", var data, var body]:
        return await ComparisonServer.Run(data, File.ReadAllBytes(body));
    case ["empty", var data]:
        return await ComparisonServer.Run(data, null);
    case ["--help"]:
        Console.WriteLine("bench/run [change-info] [start]   all parts when none is named; ROUNDS and SECONDS in the environment set the length (5, 4)");
        return 0;
}

var parts = args.Length > 0 ? args : ["change-info", "start"];
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {Load.Rounds} rounds of {Load.Seconds} s, medians; every figure is a ratio within this run");
if (parts.Contains("change-info"))
    await ChangeInfoBench.Run();
if (parts.Contains("start"))
    await StartBench.Run();
return 0;
