using Pharos.Bench;

// The two programs to compare with are this same one, started with other arguments.
switch (args)
{
    case ["bare", var data, var answer]:
        return await ComparisonServer.Run(data, BareAnswer.Read(answer));
    case ["empty", var data]:
        return await ComparisonServer.Run(data, null);
    case ["sink", var firstMail]:
        return await MailSinkProgram.Run(firstMail);
    case ["--help"]:
        Console.WriteLine(
            """
            bench/run [PART …]   runs all parts by default
            Parts: change-info lists site render growth large start announcement spreading audit console
            Environment (default):
              ROUNDS, SECONDS   number and length of the measurements (5, 4)
              HISTORY           history file for the public page (the demo's history)
              POSTGRES          connection string of a server, "Host=…;Username=…" (SQLite)
              RECEIVERS         recipients of an announcement (100000)
              SUBSCRIBERS       subscribers that an event is expanded to (1000000)
              LINES             lines of the audit log (10000000)
            """
        );
        return 0;
}

var parts =
    args.Length > 0
        ? args
        :
        [
            "change-info",
            "lists",
            "site",
            "render",
            "growth",
            "large",
            "start",
            "announcement",
            "spreading",
            "audit",
            "console",
        ];
Console.WriteLine(
    $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {Load.Rounds} rounds of "
        + $"{Load.Seconds} s, medians; every figure is a ratio within this run"
);
if (parts.Contains("change-info"))
    await ChangeInfoBench.Run();
if (parts.Contains("lists"))
    await ListBench.Run();
if (parts.Contains("site"))
    await SiteBench.Run();
if (parts.Contains("render"))
    await RenderBench.Run();
if (parts.Contains("growth"))
    await GrowthBench.Run();
if (parts.Contains("large"))
    await LargePageBench.Run();
if (parts.Contains("start"))
    await StartBench.Run();
if (parts.Contains("announcement"))
    await AnnouncementBench.Run();
if (parts.Contains("spreading"))
    await SpreadingBench.Run();
if (parts.Contains("audit"))
    await AuditBench.Run();
if (parts.Contains("console"))
    await ConsoleBench.Run();
return 0;
